import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { DeleteProject } from '../../domain/projects/delete-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { startedReply, startedResponses } from '../operations/started-operation.ts'

export const deleteProjectRoute = (deleteProject: DeleteProject) =>
  defineRoute(
    {
      operation: 'deleteProject',
      method: 'DELETE',
      path: '/projects/{project}',
      summary: 'Deletes a project with all its labels',
      description:
        'Deletes the items, labels, members and exports of the project. The images are kept. The labeled datasets of the project are kept with all their versions and files, unless `deleteFiles=true`: then they are deleted, too. Files of other exports are deleted in both cases, because nothing would name them any more: download them first, or export them as a labeled dataset (format Dataset). A labeled dataset that is kept can be deleted later by `DELETE /datasets/{dataset}`; until then its name is taken, also for a project that is created under the same name. The name of the project can be used again after the operation has succeeded. Sent again before that, the request returns the running operation, or continues a deletion that failed under another one, whatever `If-Match` and `deleteFiles` are. Sent again after that, it is 204 for an app Admin, and 404 for other callers, who are members of no project that is gone.',
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
        ...startedResponses('The running deletion'),
        204: { description: 'There is no such project any more' },
      },
      errors: ['ProjectNotFound', 'Forbidden', 'PreconditionFailed', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, ifMatch, workflows }) =>
        deleteProject(caller, { name: params.project, deleteFiles: query.deleteFiles, ifMatch }, workflows),
      present: (operation, { url }) => (operation ? startedReply(operation, url) : { status: 204 }),
    },
  )
