import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf, type Schemas } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { itemListsKey } from '../../items/item-queries.ts'
import { formatTime } from '../../ui/format.ts'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { OperationProgress } from '../../ui/operation-progress.tsx'
import { titleOf } from '../../ui/titles/title-of.ts'
import { workStatusTitles } from '../../ui/titles/status-titles.ts'
import { useChange } from '../../ui/use-change.ts'
import { AddImages } from './add-images.tsx'
import { progressKey } from './progress-query.ts'

interface RefreshPanelProps {
  readonly project: Schemas['Project']
  readonly last: Schemas['LastRefresh'] | undefined
  readonly canChange: boolean
}

const Report = ({ last }: { readonly last: Schemas['LastRefresh'] }) => {
  const { t } = useLingui()
  const when = formatTime(last.endedAt ?? last.startedAt)
  const status = titleOf(t, workStatusTitles, last.status)
  // Numbers of work that has not ended say nothing.
  if (last.endedAt === undefined) return <p>{t`${when}: ${status}`}</p>
  return (
    <p>
      {t`${when}: ${status}`}. <Plural value={last.new} one="# new file" other="# new files" />,{' '}
      <Plural value={last.changed} one="# changed" other="# changed" />,{' '}
      <Plural value={last.missing} one="# missing" other="# missing" />,{' '}
      <Plural value={last.back} one="# back" other="# back" />.{' '}
      {last.error && <ProblemWords error={last.error} />}
    </p>
  )
}

/** The last refresh, and the ways to start one, to pause and to resume. */
export const RefreshPanel = ({ project, last, canChange }: RefreshPanelProps) => {
  const { t } = useLingui()
  const api = useApi()
  const path = { project: project.name }
  const queries = useQueryClient()
  const [operation, setOperation] = useState<string>()
  const makesOld = [
    progressKey(project.name),
    ['project', project.name],
    ['statistics', project.name],
    itemListsKey(project.name),
  ]
  /** The numbers are read again before the report comes, so that the screen never says two things. */
  const end = async (): Promise<void> => {
    await Promise.all(makesOld.map((queryKey) => queries.invalidateQueries({ queryKey })))
    setOperation(undefined)
  }
  const refresh = useChange(
    (full: boolean) => dataOf(api.POST('/projects/{project}/refresh', { params: { path, query: { full } } })),
    { makesOld, onDone: ({ id }) => setOperation(id) },
  )
  const pause = useChange(() => dataOf(api.POST('/projects/{project}/pause', { params: { path } })), {
    makesOld,
  })
  const resume = useChange(() => dataOf(api.POST('/projects/{project}/resume', { params: { path } })), {
    makesOld,
  })
  return (
    <section className="panel" aria-labelledby="refresh">
      <h2 id="refresh">
        <Trans>Files</Trans>
      </h2>
      {operation !== undefined ? (
        <OperationProgress
          operation={operation}
          label={t`Refresh`}
          done={(count) => t`${plural(count, { one: '# file is compared', other: '# files are compared' })}`}
          onEnd={() => inBackground(end())}
        />
      ) : last ? (
        <Report last={last} />
      ) : (
        <p className="quiet">
          <Trans>The folder was not refreshed in the last 30 days.</Trans>
        </p>
      )}
      {canChange && (
        <div className="actions">
          <AddImages dataset={project.dataset} />
          <Button isPending={refresh.isPending} onPress={() => refresh.mutate(false)}>
            <Trans>Look for new files</Trans>
          </Button>
          <Button isPending={refresh.isPending} onPress={() => refresh.mutate(true)}>
            <Trans>Look at all files again</Trans>
          </Button>
          {project.status === 'Paused' ? (
            <Button isPending={resume.isPending} onPress={() => resume.mutate(undefined)}>
              <Trans>Resume labeling</Trans>
            </Button>
          ) : (
            <Button isPending={pause.isPending} onPress={() => pause.mutate(undefined)}>
              <Trans>Pause labeling</Trans>
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
