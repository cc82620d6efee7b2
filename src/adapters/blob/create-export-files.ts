import type { ExportFiles } from '../../domain/ports/blobs.ts'
import { deleteBlobsUnder } from './delete-under.ts'
import { openServiceContainer, type ServiceContainerOptions } from './open-service-container.ts'
import { openBlob } from './read-blob.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { translateExportError } from './translate-error.ts'

const toBlockId = (id: string): string => Buffer.from(id, 'utf8').toString('base64')

/** The files of exports, in one container of the workspace storage account. */
export const createExportFiles = (options: ServiceContainerOptions): ExportFiles => {
  const { containerName, now } = options
  const { container, access, address } = openServiceContainer(options, translateExportError(containerName))
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
