import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import type { RefreshProject } from '../../domain/refresh/refresh-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { startedOperation, startedResponses } from '../operations/started-operation.ts'

export const refreshProjectRoute = (refreshProject: RefreshProject, getOperation: GetOperation) =>
  defineRoute(
    {
      operation: 'refreshProject',
      method: 'POST',
      path: '/projects/{project}/refresh',
      summary: 'Refreshes a project with new and changed files',
      description:
        'Creates items for new files, and flags or requeues items with changed files (the setting `changedFiles`). A file has changed if its size or MD5 has; the same bytes uploaded again, and new metadata, are no change. With `full=true`, compares every item with its file and so finds each deleted file; the timer does this once a day. A refresh whose names tell that files are gone, or came with an old date, compares every item as well. It ends as `Failed` with the code `FilesGone` and marks nothing if all files are gone, or more than half of them and more than 10; `confirmMissing=true` marks them. If many more files go while it runs, it ends with the same code and marks no further item. While a refresh runs, the request returns the running refresh, or 409 `ProjectBusy` if that one does less: it runs without `full` or `confirmMissing`; files that were added after its `startedAt` may need another refresh. If the import of the project failed, the request starts the import again.',
      tag: 'Projects',
      access: permissions.refreshProject,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      query: z.strictObject({
        full: queryFlag.meta({ description: 'Compares every item with its file' }),
        confirmMissing: queryFlag.meta({
          description:
            'Compares every item with its file, and marks items without a file as missing even if nearly all files are gone',
        }),
      }),
      startsWork: true,
      responses: startedResponses('The running refresh'),
      errors: ['ProjectNotFound', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, workflows, seed }) =>
        refreshProject(caller, workflows, params.project, { ...query, seed }),
      ...startedOperation(getOperation),
    },
  )
