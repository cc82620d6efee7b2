import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../api/api-context.tsx'
import { useAppConfig } from '../session/session-context.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { emptyDatastore, isAddress } from './datastore-input.ts'
import { datastoreWords } from './datastore-words.ts'
import { DatastoreForm } from './datastore-form.tsx'
import { localContainerUrl } from './local-container.ts'
import { freeName, isName } from './names.ts'
import { datastoresQuery } from './queries.ts'
import { useSaveDatastore } from './use-save-datastore.ts'

interface NewDatastoreProps {
  readonly onMade?: (name: string) => void
}

/** Connects a container; on one machine the container of this machine is offered. */
export const NewDatastore = ({ onMade }: NewDatastoreProps) => {
  const { t } = useLingui()
  const here = localContainerUrl(useAppConfig())
  const { data: datastores = [] } = useQuery(datastoresQuery(useApi()))
  const isOffered = here !== undefined && !datastores.some(({ containerUrl }) => containerUrl === here)
  const [input, setInput] = useState(emptyDatastore)
  const names = new Set(datastores.map(({ name }) => name))
  const save = useSaveDatastore(input.name, undefined, ({ name }) => onMade?.(name))
  return (
    <FormDialog
      title={t`New datastore`}
      submit={t`Connect`}
      isPending={save.isPending}
      words={datastoreWords}
      onOpen={() =>
        setInput(
          isOffered
            ? { ...emptyDatastore, name: freeName('local', names), containerUrl: here }
            : emptyDatastore,
        )
      }
      onSubmit={async () => {
        if (!isName(input.name) || !isAddress(input.containerUrl)) return false
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
