import { checkHealth } from '../domain/health/get-health.ts'
import { createContentUrls } from '../domain/model/items/content-urls.ts'
import { createCountersCache } from '../domain/model/items/read-counters.ts'
import { auditRoutes } from '../functions/audit/audit-routes.ts'
import { datasetRoutes } from '../functions/datasets/dataset-routes.ts'
import { datastoreRoutes } from '../functions/datastores/datastore-routes.ts'
import { withDocs } from '../functions/docs/docs-routes.ts'
import { exportRoutes } from '../functions/exports/export-routes.ts'
import { getHealthRoute } from '../functions/health/get-health.ts'
import type { Route } from '../functions/http/route.ts'
import { itemRoutes } from '../functions/items/item-routes.ts'
import { labelingRoutes } from '../functions/labeling/labeling-routes.ts'
import { memberRoutes } from '../functions/members/member-routes.ts'
import { operationRoutes } from '../functions/operations/operation-routes.ts'
import { projectRoutes } from '../functions/projects/project-routes.ts'
import { refreshRoutes } from '../functions/refresh/refresh-routes.ts'
import { reviewRoutes } from '../functions/review/review-routes.ts'
import type { Millis } from '../domain/core/time.ts'
import type { Adapters } from './adapters.ts'

/** All that the service answers over HTTP, in the order of the contract. */
export const createRoutes = (
  adapters: Adapters & { readonly healthTimeout: Millis },
  version: string,
): readonly Route[] => {
  const deps = {
    ...adapters,
    counters: createCountersCache(adapters),
    contentUrls: createContentUrls(adapters),
  }
  return withDocs(
    [
      ...datastoreRoutes(deps),
      ...datasetRoutes(deps),
      ...projectRoutes(deps),
      ...memberRoutes(deps),
      ...labelingRoutes(deps),
      ...itemRoutes(deps),
      ...reviewRoutes(deps),
      ...refreshRoutes(deps),
      ...exportRoutes(deps),
      ...operationRoutes(deps),
      ...auditRoutes(deps),
      getHealthRoute(checkHealth(deps)),
    ],
    version,
  )
}
