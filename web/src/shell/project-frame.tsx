import type { ReactNode } from 'react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { hasRole, useProject } from '../api/queries.ts'

/** A project's name and the links that the caller's role allows. */
export const ProjectFrame = (): ReactNode => {
  const { t } = useLingui()
  const { project: name } = useParams({ from: '/p/$project' })
  const project = useProject(name)
  const params = { project: name }
  return (
    <>
      <nav className="project-links" aria-label={t`Project`}>
        <strong>{project.displayName ?? name}</strong>
        <Link to="/p/$project/label" params={params}>
          <Trans>Label</Trans>
        </Link>
        <Link to="/p/$project/mine" params={params}>
          <Trans>My work</Trans>
        </Link>
        {hasRole(project, 'Reviewer') && (
          <>
            <Link
              to="/p/$project/review"
              params={params}
              search={{ state: 'labeled' }}
              activeOptions={{ includeSearch: false }}
            >
              <Trans>Review</Trans>
            </Link>
            <Link to="/p/$project" params={params} activeOptions={{ exact: true }}>
              <Trans>Dashboard</Trans>
            </Link>
            <Link to="/p/$project/exports" params={params}>
              <Trans>Exports</Trans>
            </Link>
          </>
        )}
        {hasRole(project, 'Admin') && (
          <>
            <Link to="/p/$project/members" params={params}>
              <Trans>Members</Trans>
            </Link>
            <Link to="/p/$project/settings" params={params}>
              <Trans>Settings</Trans>
            </Link>
            <Link to="/p/$project/activity" params={params}>
              <Trans>Activity</Trans>
            </Link>
          </>
        )}
      </nav>
      <Outlet />
    </>
  )
}
