import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { hasRole, useProject } from '../../api/queries.ts'
import { Pending } from '../../shell/pending.tsx'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'
import { projectStatusTitles } from '../../ui/titles/status-titles.ts'
import { taskTitles } from '../../ui/titles/task-titles.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { Attention } from './attention.tsx'
import { ClassTable } from './class-table.tsx'
import { DayPanel } from './day-panel.tsx'
import { HeldPages } from './held-pages.tsx'
import { PeopleTable } from './people-table.tsx'
import { progressQuery } from './progress-query.ts'
import { RefreshPanel } from './refresh-panel.tsx'
import { StateBar } from './state-bar.tsx'

/** How far a project is: states, classes, people, days, and what needs a look. */
const DashboardScreen = (): ReactNode => {
  const { t } = useLingui()
  const { project: name } = useParams({ from: '/p/$project/' })
  const project = useProject(name)
  const { data: progress, error, refetch } = useQuery(progressQuery(useApi(), name))
  const isLead = hasRole(project, 'Admin')
  return (
    <section className="screen">
      <h1>
        <Trans>Dashboard</Trans>
      </h1>
      <p>
        <strong role="status">{titleOf(t, projectStatusTitles, progress?.status ?? project.status)}</strong> ·{' '}
        {titleOf(t, taskTitles, project.taskType)} · <code>{project.dataset}</code>
      </p>
      {project.error && (
        <p role="alert">
          <ProblemWords error={project.error} />
        </p>
      )}
      {error && (
        <ProblemView
          error={error}
          onRetry={() => {
            // The query keeps its own failure.
            refetch().catch(() => {})
          }}
        />
      )}
      {!progress && !error && <Pending />}
      {progress && (
        <>
          <StateBar project={name} progress={progress} />
          <Attention project={name} progress={progress} />
          <ClassTable project={project} progress={progress} />
          <PeopleTable project={name} />
          <DayPanel project={name} />
          <HeldPages project={name} canRelease={isLead} />
          <RefreshPanel
            project={project}
            last={progress.lastRefresh ?? project.lastRefresh}
            canChange={isLead}
          />
        </>
      )}
    </section>
  )
}

export default DashboardScreen
