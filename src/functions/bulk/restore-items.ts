import type { GetOperation } from '../../domain/operations/get-operation.ts'
import type { RestoreItems } from '../../domain/bulk/restore-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { startedOperation } from '../operations/started-operation.ts'
import { removalRoute } from './bulk-schemas.ts'

export const restoreItemsRoute = (restoreItems: RestoreItems, getOperation: GetOperation) =>
  defineRoute(
    {
      ...removalRoute,
      operation: 'restoreItems',
      path: '/projects/{project}/restore-items',
      summary: 'Puts removed items back',
      description:
        'Restores the removed items that meet the filter, also those whose skip was accepted: each returns to the state that it had, with its label, or to its place in the queue. `GET …/items` with the same filter and `removed=true` lists them. A filter by `problem` does not find items whose file was repaired since: filter by `pathPrefix`, or restore each `state=removed`. The operation first counts the items: if their number is not `expectedCount`, it fails with the real number, and nothing is changed.',
      access: permissions.restoreItems,
    },
    {
      run: ({ caller, params, body, workflows, seed }) =>
        restoreItems(caller, workflows, { ...params, ...body, seed }),
      ...startedOperation(getOperation),
    },
  )
