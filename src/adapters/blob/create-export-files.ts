import type { TokenCredential } from '@azure/identity'
import { isDomainError } from '../../domain/core/errors.ts'
import type { Now } from '../../domain/core/time.ts'
import type { ExportFiles } from '../../domain/ports/blobs.ts'
import { accessAsService, azureBlobHosts } from './access.ts'
import { operatorAgents } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { openEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'
import { listBlobs } from './list-blobs.ts'
import { openContainer, parseContainerUrl } from './open-container.ts'
import type { OpenContainer } from './open-container.ts'
import { openBlob } from './read-blob.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { translateExportError } from './translate-error.ts'

export interface ExportFilesOptions extends BlobTiming {
  readonly identity: TokenCredential
  readonly emulator?: Emulator | undefined
  /** `https://<account>.blob.core.windows.net`, or the account URL of the emulator. */
  readonly serviceUrl: string
  /** Must exist: the infrastructure creates the container. */
  readonly containerName: string
  readonly now: Now
  /** Maximum number of files that one call of `deleteUnder` deletes. Default: 1000, the size of one listing. */
  readonly deletedAtOnce?: number | undefined
  /** Host suffixes that may receive the token of the identity. Default: Azure Blob Storage. */
  readonly identityHosts?: readonly string[] | undefined
}

const toBlockId = (id: string): string => Buffer.from(id, 'utf8').toString('base64')

const maxParallelDeletes = 16

const deleteBlob = async (container: OpenContainer, path: string): Promise<void> => {
  const blob = container.blob(path)
  try {
    await container.call('call', (abortSignal) => blob.delete({ abortSignal, deleteSnapshots: 'include' }))
  } catch (error) {
    if (!isDomainError(error, 'BlobNotFound', 'ExportFileNotFound')) throw error
  }
}

/** Deletes the first files below a prefix, at most `limit`. Returns true if no file is left. */
const deleteBlobsUnder = async (container: OpenContainer, prefix: string, limit = 1000): Promise<boolean> => {
  if (prefix === '') throw new Error('The prefix is empty; a whole container is never deleted')
  const { blobs, continuation } = await listBlobs(container, { prefix, pageSize: limit })
  const queue = blobs.values()
  const work = async () => {
    for (const { path } of queue) await deleteBlob(container, path)
  }
  await Promise.all(Array.from({ length: maxParallelDeletes }, work))
  return continuation === undefined
}

/** The files of exports, in one container of the workspace storage account. */
export const createExportFiles = (options: ExportFilesOptions): ExportFiles => {
  const { identity, serviceUrl, containerName, now, identityHosts = azureBlobHosts } = options
  const address = parseContainerUrl(`${serviceUrl.replace(/(?<!\/)\/+$/, '')}/${containerName}`)
  if (!address)
    throw new Error(
      'The URL of the export account is not valid; set BLOB_SERVICE_URL to the blob endpoint of a storage account',
    )
  const emulator = options.emulator && openEmulator(options.emulator)
  const access = accessAsService(address.containerUrl, { identity, emulator, identityHosts })
  const container = openContainer(
    address.containerUrl,
    access,
    operatorAgents(address.containerUrl),
    options,
    translateExportError(containerName),
  )
  return {
    containerName,
    stageBlock: async (path, blockId, content) => {
      const blob = container.blob(path)
      await container.call('upload', (abortSignal) =>
        blob.stageBlock(toBlockId(blockId), content, content.byteLength, { abortSignal }),
      )
    },
    commit: async (path, blockIds, contentType) => {
      const blob = container.blob(path)
      await container.call('upload', (abortSignal) =>
        blob.commitBlockList(blockIds.map(toBlockId), {
          abortSignal,
          blobHTTPHeaders: { blobContentType: contentType },
        }),
      )
    },
    put: async (path, content, contentType) => {
      const blob = container.blob(path)
      await container.call('upload', (abortSignal) =>
        blob.upload(content, content.byteLength, {
          abortSignal,
          blobHTTPHeaders: { blobContentType: contentType },
        }),
      )
    },
    open: (path, openOptions) => openBlob(container, path, openOptions),
    readUrl: createSignReadUrl(container, access, address, now),
    deleteUnder: (prefix) => deleteBlobsUnder(container, prefix, options.deletedAtOnce),
    ping: async () => {
      await container.call('call', (abortSignal) => container.client.getProperties({ abortSignal }))
    },
  }
}
