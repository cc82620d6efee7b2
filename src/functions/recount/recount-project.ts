import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { RecountProject } from '../../domain/recount/recount-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { operationBody, operationHeaders, toOperation } from '../operations/operation-schemas.ts'

export const recountProjectRoute = (recountProject: RecountProject) =>
  defineRoute(
    {
      operation: 'recountProject',
      method: 'POST',
      path: '/projects/{project}/recount',
      summary: 'Compare the counters with the items',
      description:
        'Counts every item anew while labeling goes on, and compares that with the counters that progress is read from; when the operation has ended, its `recount` tells the differences. With `repair=true` the counters are corrected, and the audit tells which. While a recount runs, that one is answered, or 409 `ProjectBusy` if only one of the two is to repair.',
      tag: 'Projects',
      access: permissions.recountProject,
      idempotent: true,
      params: z.object({ project: projectName }),
      query: z.strictObject({
        repair: queryFlag.meta({ description: 'Also correct the counters that differ' }),
      }),
      startsWork: true,
      responses: {
        202: {
          description: 'The recount that runs now',
          body: operationBody,
          headers: ['Operation-Location', 'Retry-After'],
        },
      },
      errors: ['ProjectNotFound', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, workflows }) => recountProject(caller, workflows, params.project, query),
      present: (operation, { url }) => ({
        status: 202,
        headers: operationHeaders(url, operation.id),
        body: toOperation(operation),
      }),
    },
  )
