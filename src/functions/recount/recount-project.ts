import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import type { RecountProject } from '../../domain/recount/recount-project.ts'
import { permissions } from '../http/permissions.ts'
import { queryFlag } from '../http/query-flag.ts'
import { defineRoute } from '../http/route.ts'
import { startedOperation, startedResponses } from '../operations/started-operation.ts'

export const recountProjectRoute = (recountProject: RecountProject, getOperation: GetOperation) =>
  defineRoute(
    {
      operation: 'recountProject',
      method: 'POST',
      path: '/projects/{project}/recount',
      summary: 'Compares the counters with the items',
      description:
        'Counts all items while labeling continues, and compares the result with the counters of the progress. The finished operation has the differences in `recount`. With `repair=true` the counters are corrected, and the audit lists the corrections. If a recount is running, the response is its operation, or 409 `ProjectBusy` if only one of the two repairs.',
      tag: 'Projects',
      access: permissions.recountProject,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      query: z.strictObject({
        repair: queryFlag.meta({ description: 'Also correct the counters that differ' }),
      }),
      startsWork: true,
      responses: startedResponses('The running recount'),
      errors: ['ProjectNotFound', 'ProjectBusy'],
    },
    {
      run: ({ caller, params, query, workflows, seed }) =>
        recountProject(caller, workflows, params.project, { ...query, seed }),
      ...startedOperation(getOperation),
    },
  )
