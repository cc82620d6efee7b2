import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { requireOk, type Schemas } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { datasetsKey } from '../../data/queries.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Deletes a selection of files, or all versions of labels. */
export const DeleteDataset = ({ dataset }: { readonly dataset: Schemas['Dataset'] }) => {
  const { t } = useLingui()
  const api = useApi()
  const navigate = useNavigate()
  const { name, etag } = dataset
  const remove = useChange(
    () =>
      requireOk(
        api.DELETE('/datasets/{dataset}', {
          params: { path: { dataset: name }, header: { 'If-Match': etag } },
        }),
      ),
    { makesOld: [datasetsKey], onDone: () => inBackground(navigate({ to: '/data' })) },
  )
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      confirm={t`Delete`}
      onConfirm={() => remove.mutate(undefined)}
      trigger={
        <Button className="danger" isPending={remove.isPending}>
          <Trans>Delete</Trans>
        </Button>
      }
    >
      <p>
        <Trans>The images stay where they are. A labeled dataset loses all its versions.</Trans>
      </p>
    </ConfirmDialog>
  )
}
