import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { projectQuery } from '../../api/queries.ts'
import { inBackground } from '../../core/in-background.ts'
import { ProblemView } from '../../shell/problem-view.tsx'
import { OperationProgress } from '../../ui/operation-progress.tsx'
import { ProblemWords } from '../../ui/problem-words.tsx'

interface MadeProjectProps {
  readonly project: string
  readonly operation: string | undefined
  /** It takes the place of the button that made it. */
  readonly takesFocus: boolean
}

/** The import of a new project, and then the ways into it. */
export const MadeProject = ({ project: name, operation, takesFocus }: MadeProjectProps) => {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { data: project, error } = useQuery({
    ...projectQuery(useApi(), name),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'Creating' ? 2000 : false,
  })
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) title.current?.focus()
  }, [takesFocus])
  if (error && !project) return <ProblemView error={error} />
  const shown = project?.displayName ?? name
  const params = { project: name }
  const running = operation ?? project?.operation?.id
  return (
    <section className="panel" aria-labelledby="made">
      <h2 id="made" ref={title} tabIndex={-1}>
        {shown}
      </h2>
      {running !== undefined && project?.status !== 'Failed' && (
        <OperationProgress
          operation={running}
          label={t`Creating the project`}
          done={(count) =>
            t`${plural(count, { one: '# image is in the project', other: '# images are in the project' })}`
          }
          onEnd={() => {
            inBackground(queries.invalidateQueries({ queryKey: ['project', name] }))
            inBackground(queries.invalidateQueries({ queryKey: ['projects'] }))
          }}
        />
      )}
      {project?.status === 'Failed' && (
        <p role="alert">
          {project.error ? <ProblemWords error={project.error} /> : t`The creation has failed.`}
        </p>
      )}
      {project?.warnings?.map(({ code, message }) => (
        <p key={code} className="notice">
          {message}
        </p>
      ))}
      <div className="actions" aria-live="polite">
        {project?.status === 'Running' && (
          <Link to="/p/$project/label" params={params} className="button primary">
            <Trans>Label</Trans>
          </Link>
        )}
        <Link to="/p/$project/members" params={params} className="button">
          <Trans>Invite</Trans>
        </Link>
        <Link to="/p/$project" params={params} className="button">
          <Trans>Dashboard</Trans>
        </Link>
      </div>
    </section>
  )
}
