import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { RefreshProject } from '../../domain/refresh/refresh-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { operationBody, operationHeaders, toOperation } from '../operations/operation-schemas.ts'

export const refreshProjectRoute = (refreshProject: RefreshProject) =>
  defineRoute(
    {
      operation: 'refreshProject',
      method: 'POST',
      path: '/projects/{project}/refresh',
      summary: 'Look for new and changed files now',
      description:
        'New files become items, changed ones are flagged or queued again as the project says. With `full=true` every item is compared with its file, so files that are gone are found, too; the timer does that once a day. While a refresh runs, that one is answered; it may have passed a file that was added after its `startedAt`, so ask again when it has ended. A project whose import failed is imported.',
      tag: 'Projects',
      access: permissions.refreshProject,
      idempotent: true,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        full: queryFlag.meta({ description: 'Also find the files that are gone' }),
      }),
      startsWork: true,
      responses: {
        202: {
          description: 'The refresh that runs now',
          body: operationBody,
          headers: ['Operation-Location', 'Retry-After'],
        },
      },
      errors: ['ProjectNotFound', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, workflows }) => refreshProject(caller, workflows, params.project, query),
      present: (operation, { url }) => ({
        status: 202,
        headers: operationHeaders(url, operation.id),
        body: toOperation(operation),
      }),
    },
  )
