import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { requireOk, type Schemas } from '../../api/client.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatNumber, formatTime } from '../../ui/format.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { titleOf } from '../../ui/titles/title-of.ts'
import { workStatusTitles } from '../../ui/titles/status-titles.ts'
import { useChange } from '../../ui/use-change.ts'
import { ExportFacts } from './export-facts.tsx'
import { ExportFiles } from './export-files.tsx'
import { ExportLeftOut } from './export-left-out.tsx'
import { exportsKey, isAtWork } from './exports-query.ts'
import { hasLeftOut } from './left-out.ts'

interface ExportCardProps {
  readonly project: string
  readonly entry: Schemas['Export']
  readonly starter: string
  /** The time of the export that only changes were asked since. */
  readonly since: string | undefined
}

export const ExportCard = ({ project, entry, starter, since }: ExportCardProps) => {
  const { t } = useLingui()
  const api = useApi()
  const makesOld = [exportsKey(project)]
  const params = { path: { project, exportId: entry.id } }
  const cancel = useChange(
    () => requireOk(api.POST('/projects/{project}/exports/{exportId}/cancel', { params })),
    { makesOld },
  )
  const remove = useChange(
    () => requireOk(api.DELETE('/projects/{project}/exports/{exportId}', { params })),
    {
      makesOld,
    },
  )
  return (
    <article className="panel" aria-labelledby={`export-${entry.id}`}>
      <h2 id={`export-${entry.id}`}>
        {entry.format} · {formatTime(entry.startedAt)}
      </h2>
      <p>
        <strong role="status">{titleOf(t, workStatusTitles, entry.status)}</strong>{' '}
        <Plural value={entry.exportedRowCount} one="# row" other="# rows" />{' '}
        {isAtWork(entry) && <Trans>of {formatNumber(entry.totalRowCount)}</Trans>}
        <span className="quiet"> · {starter}</span>
      </p>
      <ExportFacts entry={entry} since={since} />
      {isAtWork(entry) && (
        <progress
          aria-label={t`Progress of the export`}
          max={Math.max(1, entry.totalRowCount)}
          value={entry.exportedRowCount}
        />
      )}
      {entry.error && (
        <p role="alert">
          <ProblemWords error={entry.error} />
        </p>
      )}
      {entry.labeledAssetName !== undefined && (
        <p>
          <Trans>
            Dataset <code>{entry.labeledAssetName}</code>, version {entry.labeledAssetVersion ?? '–'}
          </Trans>
        </p>
      )}
      {hasLeftOut(entry) && <ExportLeftOut project={project} exportId={entry.id} />}
      {entry.files.length > 0 && (
        <ExportFiles
          project={project}
          exportId={entry.id}
          files={entry.files}
          archive={`${project}-${entry.format}-${entry.startedAt.slice(0, 16).replace(':', '')}.zip`}
        />
      )}
      <div className="actions">
        {(entry.status === 'Running' || entry.status === 'NotStarted') && (
          <Button isPending={cancel.isPending} onPress={() => cancel.mutate(undefined)}>
            <Trans>Cancel the export</Trans>
          </Button>
        )}
        {!isAtWork(entry) && (
          <ConfirmDialog
            title={t`Delete this export?`}
            confirm={t`Delete`}
            onConfirm={() => remove.mutate(undefined)}
            trigger={
              <Button className="danger">
                <Trans>Delete</Trans>
              </Button>
            }
          >
            <p>
              <Trans>Its files are deleted. Labels stay in the project.</Trans>
            </p>
          </ConfirmDialog>
        )}
      </div>
    </article>
  )
}
