import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { requireOk, type Schemas } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { datastoresKey } from '../../data/queries.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChange } from '../../ui/use-change.ts'

/** Forgets a container. The service refuses it while datasets or projects need it. */
export const DeleteDatastore = ({ datastore }: { readonly datastore: Schemas['Datastore'] }) => {
  const { t } = useLingui()
  const api = useApi()
  const navigate = useNavigate()
  const { name, etag } = datastore
  const remove = useChange(
    () =>
      requireOk(
        api.DELETE('/datastores/{datastore}', {
          params: { path: { datastore: name }, header: { 'If-Match': etag } },
        }),
      ),
    { makesOld: [datastoresKey], onDone: () => inBackground(navigate({ to: '/data' })) },
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
        <Trans>The connection and its credential are deleted. The files stay where they are.</Trans>
      </p>
    </ConfirmDialog>
  )
}
