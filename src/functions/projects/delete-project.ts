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
        'Deletes the items, labels, members and exports of the project. The images are kept. The labeled datasets of the project are kept with all their versions and files, unless `deleteFiles=true`: then they are deleted, too. Files of other exports are deleted in both cases, because nothing would name them any more: download them first, or export them as a labeled dataset (format Dataset). A labeled dataset that is kept can be deleted later by `DELETE /datasets/{dataset}`; until then its name is taken, also for a project that is created under the same name. The name of the project can be used again after the operation has succeeded. Sent again before that, the request returns the running operation, or continues a deletion that failed under another one, whatever `If-Match` and `deleteFiles` are.',
      tag: 'Projects',
      access: permissions.deleteProject,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        deleteFiles: queryFlag.meta({
          description: 'Also deletes the labeled datasets of the project, with the files of all versions',
        }),
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
