import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { Schemas } from '../../api/client.ts'
import { hasRole } from '../../api/queries.ts'

/** One project with its "Label" button. */
export const ProjectCard = ({ project }: { readonly project: Schemas['Project'] }) => {
  const params = { project: project.name }
  const { progress } = project
  const title = useId()
  return (
    <article className="card" aria-labelledby={title}>
      <h2 id={title}>{project.displayName ?? project.name}</h2>
      {project.description !== undefined && <p className="quiet">{project.description}</p>}
      {progress && (
        <p>
          <Plural value={progress.open} one="# item open" other="# items open" />
          {' · '}
          <Trans>
            {progress.labeled} of {progress.total} labeled
          </Trans>
        </p>
      )}
      <div className="actions">
        {project.status === 'Running' && (
          <Link to="/p/$project/label" params={params} className="button primary">
            <Trans>Label</Trans>
          </Link>
        )}
        {hasRole(project, 'Reviewer') && (
          <Link to="/p/$project/review" params={params} search={{ state: 'labeled' }} className="button">
            <Trans>Review</Trans>
          </Link>
        )}
        {hasRole(project, 'Reviewer') && (
          <Link to="/p/$project" params={params} className="button">
            <Trans>Dashboard</Trans>
          </Link>
        )}
      </div>
    </article>
  )
}
