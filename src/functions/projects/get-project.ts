import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { GetProject } from '../../domain/projects/get-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ProjectSchemas } from './project-schemas.ts'
import { toLastRefresh } from './refresh-schemas.ts'

export const getProjectRoute = (getProject: GetProject, { projectBody, toProject }: ProjectSchemas) =>
  defineRoute(
    {
      operation: 'getProject',
      method: 'GET',
      path: '/projects/{project}',
      summary: 'Returns a project',
      tag: 'Projects',
      access: permissions.getProject,
      params: z.object({ project: projectName }),
      // The progress changes without the project.
      revalidates: 'ByBody',
      responses: { 200: { description: 'The project', body: projectBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound'],
    },
    {
      run: ({ caller, params }) => getProject(caller, params.project),
      present: ({ lastRefresh, ...shown }) => ({
        status: 200,
        etag: shown.etag,
        body: {
          ...toProject(shown),
          lastRefresh: lastRefresh && toLastRefresh(lastRefresh),
        },
      }),
    },
  )
