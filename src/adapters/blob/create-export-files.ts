import type { TokenCredential } from '@azure/identity'
import type { Now } from '../../domain/core/time.ts'
import type { ExportFiles } from '../../domain/ports/blobs.ts'
import { accessAsService, azureBlobHosts } from './access.ts'
import { operatorAgent } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { deleteBlobsUnder } from './delete-blobs.ts'
import { openEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'
import { openContainer } from './open-container.ts'
import { parseContainerUrl } from './parse-container-url.ts'
import { openBlob } from './read-blob.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { translateExportError } from './translate-error.ts'

export interface ExportFilesOptions extends BlobTiming {
  readonly identity: TokenCredential
  readonly emulator?: Emulator | undefined
  /** `https://<account>.blob.core.windows.net`, or the emulator's account URL. */
  readonly serviceUrl: string
  /** It must be there: the infrastructure makes it. */
  readonly containerName: string
  readonly now: Now
  /** Files that one call of `deleteUnder` deletes at most; 1000 if not given, as many as one listing has. */
  readonly deletedAtOnce?: number | undefined
  /** Ends of the host names that the identity's token may be sent to; those of Azure Blob Storage if not given. */
  readonly identityHosts?: readonly string[] | undefined
}

const toBlockId = (id: string): string => Buffer.from(id, 'utf8').toString('base64')

export const createExportFiles = (options: ExportFilesOptions): ExportFiles => {
  const { identity, serviceUrl, containerName, now, identityHosts = azureBlobHosts } = options
  const address = parseContainerUrl(`${serviceUrl.replace(/(?<!\/)\/+$/, '')}/${containerName}`)
  if (!address) throw new Error('The URL of the export account is not one of a storage account')
  const emulator = options.emulator && openEmulator(options.emulator)
  const access = accessAsService(address.containerUrl, { identity, emulator, identityHosts })
  const container = openContainer(
    address.containerUrl,
    access,
    operatorAgent(address.containerUrl),
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
