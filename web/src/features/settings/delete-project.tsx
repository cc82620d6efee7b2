import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { requireOk } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { say } from '../../shell/toast-queue.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChange } from '../../ui/use-change.ts'

interface DeleteProjectProps {
  readonly project: string
  readonly etag: string
}

/** Deletes the project with all answers, after its name was typed. */
export const DeleteProject = ({ project, etag }: DeleteProjectProps) => {
  const { t } = useLingui()
  const api = useApi()
  const navigate = useNavigate()
  const remove = useChange(
    () =>
      requireOk(
        api.DELETE('/projects/{project}', {
          params: { path: { project }, header: { 'If-Match': etag } },
        }),
      ),
    {
      makesOld: [['projects']],
      onDone: () => {
        say({ text: t`The project is being deleted.` })
        inBackground(navigate({ to: '/' }))
      },
    },
  )
  return (
    <section className="panel" aria-labelledby="delete">
      <h2 id="delete">
        <Trans>Delete the project</Trans>
      </h2>
      <p>
        <Trans>All labels, their history and all exports are deleted. The images stay where they are.</Trans>
      </p>
      <ConfirmDialog
        title={t`Delete ${project}?`}
        confirm={t`Delete for ever`}
        typed={{ label: t`Type “${project}” to confirm`, text: project }}
        onConfirm={() => remove.mutate(undefined)}
        trigger={
          <Button className="danger" isPending={remove.isPending}>
            <Trans>Delete the project</Trans>
          </Button>
        }
      >
        <p>
          <Trans>This cannot be undone. Export the labels first.</Trans>
        </p>
      </ConfirmDialog>
    </section>
  )
}
