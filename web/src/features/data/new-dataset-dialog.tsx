import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { isName } from '../../data/names.ts'
import { datasetsKey, datastoresQuery } from '../../data/queries.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { saidByDialog, useChange } from '../../ui/use-change.ts'

interface NewDatasetDialogProps {
  /** The datastore and pattern that are chosen already. */
  readonly from?: { readonly datastore: string; readonly path: string; readonly name: string }
}

/** Makes a dataset of the files that match a path. */
export const NewDatasetDialog = ({ from }: NewDatasetDialogProps) => {
  const { t } = useLingui()
  const api = useApi()
  const { data: datastores } = useSuspenseQuery(datastoresQuery(api))
  const [name, setName] = useState(from?.name ?? '')
  const [chosen, setChosen] = useState(from?.datastore ?? '')
  const [path, setPath] = useState(from?.path ?? '**')
  const datastore = chosen === '' ? (datastores[0]?.name ?? '') : chosen
  const make = useChange(
    () =>
      dataOf(
        api.PUT('/datasets/{dataset}', {
          params: { path: { dataset: name } },
          body: { mediaType: 'Image', datastore, path: path.trim() },
        }),
      ),
    { makesOld: [datasetsKey], onProblem: saidByDialog, onDone: () => setName('') },
  )
  return (
    <FormDialog
      title={t`New dataset`}
      submit={t`Make the dataset`}
      isPending={make.isPending}
      onSubmit={async () => {
        if (!isName(name)) return false
        await make.mutateAsync(undefined)
        return true
      }}
      trigger={
        <Button isDisabled={datastores.length === 0}>
          {from ? <Trans>Make a dataset of this folder</Trans> : <Trans>New dataset</Trans>}
        </Button>
      }
    >
      <TextInput
        label={t`Name of the dataset`}
        value={name}
        onChange={setName}
        problem={
          name !== '' && !isName(name)
            ? t`A name has letters a to z, digits, - and _ only, and begins with a letter or a digit.`
            : undefined
        }
        isRequired
        autoComplete="off"
      />
      <ChoiceInput
        label={t`Datastore`}
        value={datastore}
        choices={datastores.map((one) => ({ value: one.name, text: one.name }))}
        onChange={setChosen}
      />
      <TextInput
        label={t`Path of the files`}
        hint={t`folder/** has all files below a folder, folder/*.png the PNG files in it, ** everything.`}
        value={path}
        onChange={setPath}
        isRequired
        autoComplete="off"
      />
    </FormDialog>
  )
}
