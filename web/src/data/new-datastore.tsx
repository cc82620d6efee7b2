import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useAppConfig } from '../session/session-context.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { emptyDatastore } from './datastore-input.ts'
import { DatastoreForm } from './datastore-form.tsx'
import { localContainerUrl } from './local-container.ts'
import { isName } from './names.ts'
import { useSaveDatastore } from './use-save-datastore.ts'

interface NewDatastoreProps {
  readonly onMade?: (name: string) => void
}

/** Connects a container; on one machine the container of this machine is offered. */
export const NewDatastore = ({ onMade }: NewDatastoreProps) => {
  const { t } = useLingui()
  const here = localContainerUrl(useAppConfig())
  const [input, setInput] = useState({
    ...emptyDatastore,
    ...(here === undefined ? {} : { name: 'local', containerUrl: here }),
  })
  const save = useSaveDatastore(input.name, undefined, ({ name }) => onMade?.(name))
  return (
    <FormDialog
      title={t`New datastore`}
      submit={t`Connect`}
      isPending={save.isPending}
      onSubmit={async () => {
        if (!isName(input.name)) return false
        await save.mutateAsync(input)
        return true
      }}
      trigger={
        <Button>
          <Trans>New datastore</Trans>
        </Button>
      }
    >
      <DatastoreForm input={input} onChange={setInput} isNew />
    </FormDialog>
  )
}
