import type { ListProjects } from '../../domain/projects/list-projects.ts'
import { listOf, listQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const listProjectsRoute = (listProjects: ListProjects, { projectBody, toProject }: ProjectSchemas) =>
  defineRoute(
    {
      operation: 'listProjects',
      method: 'GET',
      path: '/projects',
      summary: 'Lists the projects that the caller can access',
      tag: 'Projects',
      access: permissions.listProjects,
      query: listQuery,
      responses: {
        200: { description: 'One list page of projects', body: listOf(projectBody, 'ProjectList') },
      },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) =>
        listProjects(caller, { pageSize: query.maxpagesize, continuation: query.continuation }),
      present: (page, context) => ({
        status: 200,
        body: toList(page, context, toProject),
      }),
    },
  )
