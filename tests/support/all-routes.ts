import { createRoutes } from '../../src/compose/routes.ts'
import { createHttpApp, fakeVerifyToken } from './http-app.ts'
import { createHttpBlobs, createHttpFiles, createHttpSecrets, httpSigner } from './http-fakes.ts'
import { createMemoryStore } from './memory-store.ts'

const now = () => 1_700_000_000_000

/** Every route of the service, on memory. */
export const createAllRoutes = () => {
  const store = createMemoryStore(now)
  const routes = createRoutes(
    {
      now,
      newId: () => 'id',
      log: () => undefined,
      store: { ...store, close: () => undefined },
      secrets: createHttpSecrets(),
      blobs: createHttpBlobs(['1.png']).blobs,
      files: createHttpFiles(() => Promise.resolve()),
      signer: httpSigner,
      verifyToken: fakeVerifyToken,
      allowedHosts: { suffixes: ['.blob.core.windows.net'], emulator: undefined },
    },
    '1.2.3',
  )
  return { routes, store, ...createHttpApp(routes, { store, now }) }
}
