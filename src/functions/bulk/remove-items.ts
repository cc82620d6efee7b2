import type { GetOperation } from '../../domain/operations/get-operation.ts'
import type { RemoveItems } from '../../domain/bulk/remove-items.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { startedOperation } from '../operations/started-operation.ts'
import { removalRoute } from './bulk-schemas.ts'

export const removeItemsRoute = (removeItems: RemoveItems, getOperation: GetOperation) =>
  defineRoute(
    {
      ...removalRoute,
      operation: 'removeItems',
      path: '/projects/{project}/remove-items',
      summary: 'Takes items out of the project',
      description:
        'Removes the items that meet the filter, in any state: they are neither handed out nor exported. Their labels stay, and `POST …/restore-items` undoes it. Items that are removed already do not match; `GET …/items` with the same filter and `removed=false` lists those that do. An item stays removed when its file is repaired or comes back: the next refresh clears its `problem`, so find it by `state=removed` and `pathPrefix`, and restore it by the same filter. The operation first counts the items: if their number is not `expectedCount`, it fails with the real number, and nothing is changed. An answer to a removed item of a held page is refused. An item that no longer matches when its turn comes stays as it is; `done` has the number of items that were removed.',
      access: permissions.removeItems,
    },
    {
      run: ({ caller, params, body, workflows, seed }) =>
        removeItems(caller, workflows, { ...params, ...body, seed }),
      ...startedOperation(getOperation),
    },
  )
