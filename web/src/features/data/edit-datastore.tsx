import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Schemas } from '../../api/client.ts'
import { DatastoreForm } from '../../data/datastore-form.tsx'
import { inputOf, isAddress } from '../../data/datastore-input.ts'
import { datastoreWords } from '../../data/datastore-words.ts'
import { useSaveDatastore } from '../../data/use-save-datastore.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

/** Changes a datastore, for example to a new SAS token. */
export const EditDatastore = ({ datastore }: { readonly datastore: Schemas['Datastore'] }) => {
  const { t } = useLingui()
  const [input, setInput] = useState(() => inputOf(datastore))
  const save = useSaveDatastore(datastore.name, datastore.etag)
  return (
    <FormDialog
      title={t`Change ${datastore.name}`}
      submit={t`Save`}
      isPending={save.isPending}
      words={datastoreWords}
      onSubmit={async () => {
        if (!isAddress(input.containerUrl)) return false
        await save.mutateAsync(input)
        return true
      }}
      trigger={
        <Button>
          <Trans>Change</Trans>
        </Button>
      }
    >
      <DatastoreForm input={input} onChange={setInput} isNew={false} />
    </FormDialog>
  )
}
