import type { ReactNode } from 'react'
import { Trans } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api-context.tsx'
import { isAdmin, projectsQuery, useMe } from '../../api/queries.ts'
import { ProjectCard } from './project-card.tsx'

/** The caller's projects; for each the one thing that they most likely want. */
const ProjectsScreen = (): ReactNode => {
  const me = useMe()
  const { data: projects } = useSuspenseQuery(projectsQuery(useApi()))
  return (
    <section className="screen">
      <header className="screen-header">
        <h1>
          <Trans>Projects</Trans>
        </h1>
        {isAdmin(me) && (
          <Link to="/new" className="button primary">
            <Trans>New project</Trans>
          </Link>
        )}
      </header>
      {projects.length === 0 ? (
        <p className="notice">
          {isAdmin(me) ? (
            <Trans>There are no projects yet. Set up the first one.</Trans>
          ) : (
            <Trans>You are in no project yet. Ask the lead of your team to add you.</Trans>
          )}
        </p>
      ) : (
        <ul className="cards">
          {projects.map((project) => (
            <li key={project.name}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export default ProjectsScreen
