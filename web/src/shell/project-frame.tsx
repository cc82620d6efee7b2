import type { ReactNode } from 'react'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useChildMatches, useParams } from '@tanstack/react-router'
import { hasRole, useProject } from '../api/queries.ts'
import type { Role } from '../ui/roles.ts'
import { NeedsRole } from './needs-role.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The least role in the project that its screen needs. */
    readonly role?: Role
  }
}

/** A project's name and the links that the caller's role allows. */
export const ProjectFrame = (): ReactNode => {
  const { t } = useLingui()
  const { project: name } = useParams({ from: '/p/$project' })
  const project = useProject(name)
  const role = useChildMatches({ select: (matches) => matches.at(-1)?.staticData.role })
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
      {role === undefined || hasRole(project, role) ? (
        <Outlet />
      ) : (
        <NeedsRole role={role} mine={project.myRole} />
      )}
    </>
  )
}
