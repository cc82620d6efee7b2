import { createOperations } from '../../src/compose/operations.ts'
import { createZip } from '../../src/adapters/archives/create-zip.ts'
import { formats } from '../../src/domain/formats/index.ts'
import type { Formats } from '../../src/domain/formats/formats.ts'
import { tasks } from '../../src/domain/tasks/index.ts'
import type { Tasks } from '../../src/domain/tasks/tasks.ts'
import type { BlobSources, ExportFiles } from '../../src/domain/ports/blobs.ts'
import type { RenditionFiles, Renditions } from '../../src/domain/ports/renditions.ts'
import type { SecretStore } from '../../src/domain/ports/secrets.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import type { Route } from '../../src/functions/http/route.ts'
import { createRoutes } from '../../src/functions/routes.ts'
import { createFakeRenditionFiles, createFakeRenditions } from './fake-renditions.ts'
import { fakeVerifyToken } from './http-app.ts'
import { createHttpBlobs, createHttpFiles, createHttpSecrets, httpSigner } from './http-fakes.ts'

export interface ServiceParts {
  readonly store: Store
  readonly now: () => number
  readonly newId?: () => string
  readonly blobs?: BlobSources
  readonly files?: ExportFiles
  readonly renditionFiles?: RenditionFiles
  readonly renditions?: Renditions
  readonly secrets?: SecretStore
  readonly tasks?: Tasks
  readonly formats?: Formats
  readonly maxContentBytes?: number
  /** Its account, which datastores may then be in. */
  readonly emulator?: string | undefined
}

/** All routes of the service as it registers them, on fakes. */
export const createServiceRoutes = (parts: ServiceParts): readonly Route[] => {
  let ids = 0
  const registries = { tasks: parts.tasks ?? tasks, formats: parts.formats ?? formats }
  const operations = createOperations(
    {
      now: parts.now,
      newId: parts.newId ?? (() => `id${(ids += 1)}`),
      log: () => undefined,
      healthTimeout: 60_000,
      store: parts.store,
      decide: (work) => work(),
      closeStore: () => undefined,
      secrets: parts.secrets ?? createHttpSecrets(),
      blobs: parts.blobs ?? createHttpBlobs(['1.png']).blobs,
      files: parts.files ?? createHttpFiles(() => Promise.resolve()),
      renditionFiles: parts.renditionFiles ?? createFakeRenditionFiles(),
      renditions: parts.renditions ?? createFakeRenditions().renditions,
      maxContentBytes: parts.maxContentBytes ?? 2 ** 30,
      signer: httpSigner,
      createZip,
      verifyToken: fakeVerifyToken,
      allowedHosts: { suffixes: ['.blob.core.windows.net'], emulator: parts.emulator },
      ownStorage: {
        accountUrl: parts.emulator ?? 'https://workspace.blob.core.windows.net',
        exportContainer: 'exports',
        renditionContainer: 'renditions',
        hostAccounts: ['https://hostaccount.blob.core.windows.net/'],
      },
    },
    registries,
  )
  return createRoutes(operations, { ...registries, version: '1.2.3' })
}
