import { createRoutes } from '../../src/compose/routes.ts'
import type { BlobSources, ExportFiles } from '../../src/domain/ports/blobs.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import type { Route } from '../../src/functions/http/route.ts'
import { fakeVerifyToken } from './http-app.ts'
import { createHttpBlobs, createHttpFiles, createHttpSecrets, httpSigner } from './http-fakes.ts'

export interface ServiceParts {
  readonly store: Store
  readonly now: () => number
  readonly newId?: () => string
  readonly blobs?: BlobSources
  readonly files?: ExportFiles
}

/** All routes of the service as it registers them, on fakes. */
export const createServiceRoutes = (parts: ServiceParts): readonly Route[] => {
  let ids = 0
  return createRoutes(
    {
      now: parts.now,
      newId: parts.newId ?? (() => `id${(ids += 1)}`),
      log: () => undefined,
      healthTimeout: 60_000,
      store: { ...parts.store, close: () => undefined },
      secrets: createHttpSecrets(),
      blobs: parts.blobs ?? createHttpBlobs(['1.png']).blobs,
      files: parts.files ?? createHttpFiles(() => Promise.resolve()),
      signer: httpSigner,
      verifyToken: fakeVerifyToken,
      allowedHosts: { suffixes: ['.blob.core.windows.net'], emulator: undefined },
    },
    '1.2.3',
  )
}
