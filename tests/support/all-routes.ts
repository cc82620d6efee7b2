import { createHttpApp } from './http-app.ts'
import { createMemoryStore } from './memory-store.ts'
import { createServiceRoutes } from './service-routes.ts'

const now = () => 1_700_000_000_000

/** Every route of the service, on memory. */
export const createAllRoutes = () => {
  const store = createMemoryStore(now)
  const routes = createServiceRoutes({ store, now })
  return { routes, store, ...createHttpApp(routes, { store, now }) }
}
