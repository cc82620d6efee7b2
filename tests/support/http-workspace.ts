import type { DatasetDocument } from '../../src/domain/model/datasets/dataset.ts'
import type { BlobSources } from '../../src/domain/ports/blobs.ts'
import type { Log } from '../../src/domain/ports/log.ts'
import type { Store, StoredDocument } from '../../src/domain/ports/store.ts'
import { createFakeExportFiles } from './fake-blobs.ts'
import { createHttpBlobs, createHttpSecrets } from './http-fakes.ts'
import { createHttpApp } from './http-app.ts'
import { createMemoryStore } from './memory-store.ts'
import { createServiceRoutes } from './service-routes.ts'

export const datastoreRequest = {
  type: 'AzureBlob',
  containerUrl: 'https://contoso.blob.core.windows.net/photos',
  credential: { type: 'ManagedIdentity' },
}
export const sasRequest = { ...datastoreRequest, credential: { type: 'Sas', token: '?sv=1&sig=s3cret' } }
export const datasetRequest = { mediaType: 'Image', datastore: 'photos', path: 'cats/**' }

interface RealParts {
  readonly blobs?: BlobSources
  /** Its account, which datastores may then be in. */
  readonly emulator?: string
  readonly log?: Log
}

/** Datastores, datasets and members over HTTP, on memory; blobs are fakes unless real ones are given. */
export const createHttpWorkspace = (
  paths: readonly string[] = [],
  { blobs, emulator, log }: RealParts = {},
) => {
  let time = Date.parse('2026-10-01T08:00:00Z')
  const now = () => time
  const store: Store = createMemoryStore(now)
  const fakes = createHttpBlobs(paths)
  const secrets = createHttpSecrets()
  const files = createFakeExportFiles()
  const routes = createServiceRoutes({ store, now, blobs: blobs ?? fakes.blobs, files, secrets, emulator })
  const app = createHttpApp(routes, { store, now, ...(log && { log }) })
  const write = async (partition: string, document: StoredDocument): Promise<void> => {
    const { ok } = await store.batch('workspace', partition, [{ type: 'create', document }])
    if (!ok) throw new Error('It is there already')
  }
  return {
    ...app,
    ...fakes,
    store,
    secrets,
    files,
    pass: (ms: number) => {
      time += ms
    },
    admin: (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) =>
      app.send(method, url, { as: 'ann:Admin', body, headers }),
    addProject: (name: string, dataset = 'cats') =>
      write('project', {
        id: name,
        kind: 'project',
        uid: `uid-${name}`,
        status: 'Running',
        tags: {},
        mediaType: 'Image',
        taskType: 'MultiClass',
        dataset,
        datastore: 'photos',
        path: '**',
        incrementalRefresh: 'Disabled',
        changedFiles: 'Flag',
        classes: [],
        options: {},
        pageLease: 1000,
        segments: 1,
        operation: 'op',
        createdAt: 1,
        createdBy: 'ann',
        updatedAt: 1,
      }),
    addLabeledDataset: async (name: string, versions: number) => {
      const document: DatasetDocument & StoredDocument = JSON.parse(
        JSON.stringify({
          id: name,
          kind: 'dataset',
          type: 'Labeled',
          mediaType: 'Image',
          project: 'p',
          export: 'e1',
          version: versions,
          createdAt: 1,
          createdBy: 'ann',
        }),
      ) as DatasetDocument
      await write('dataset', document)
      for (let version = 1; version <= versions; version += 1)
        await write(`dataset:${name}`, {
          id: `v${version}`,
          kind: 'datasetVersion',
          version,
          project: 'p',
          export: `e${version}`,
          rowCount: 10,
          containerName: 'exports',
          snapshotPath: `p/uid-p/e${version}`,
          createdAt: 1,
          createdBy: 'ann',
        })
    },
  }
}
