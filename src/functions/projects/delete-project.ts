import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { DeleteProject } from '../../domain/projects/delete-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'

export const deleteProjectRoute = (deleteProject: DeleteProject) =>
  defineRoute(
    {
      operation: 'deleteProject',
      method: 'DELETE',
      path: '/projects/{project}',
      summary: 'Deletes a project with all its labels',
      description:
        'Deletes the items, labels, members and export records of the project. The images are kept. The exported files are kept unless `deleteFiles=true`. The name can be used again after the operation has succeeded.',
      tag: 'Projects',
      access: permissions.deleteProject,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        deleteFiles: queryFlag.meta({ description: 'Also deletes the exported files' }),
      }),
      ifMatch: 'Required',
      startsWork: true,
      responses: {
        202: { description: 'The deletion is started', headers: ['Operation-Location', 'Retry-After'] },
      },
      errors: ['ProjectNotFound', 'Forbidden', 'PreconditionFailed', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, ifMatch, workflows }) =>
        deleteProject(caller, { name: params.project, deleteFiles: query.deleteFiles, ifMatch }, workflows),
      present: ({ id }, { url }) => ({
        status: 202,
        headers: { 'Operation-Location': url(`/operations/${id}`), 'Retry-After': '1' },
      }),
    },
  )
