import { DomainError } from '../../domain/core/errors.ts'
import { serveImage } from '../../domain/core/served-file.ts'
import type { Now } from '../../domain/core/time.ts'
import type { BlobContainer, BlobSource } from '../../domain/ports/blobs.ts'
import type { BlobAccess } from './access.ts'
import type { Agents } from './agents.ts'
import type { BlobTiming } from './deadlines.ts'
import { explainRefusal } from './file-refusal.ts'
import { browseBlobs, browseEmulator, listBlobs } from './list-blobs.ts'
import { openContainer, parseContainerUrl } from './open-container.ts'
import { probeContainer } from './probe-container.ts'
import { blobExists, openBlob, readBlobPart, readBytes, type Part } from './read-blob.ts'
import { shareCheck } from './share-check.ts'
import { createSignReadUrl } from './sign-read-url.ts'
import { createSignUploadUrls } from './sign-upload-urls.ts'
import { withSmallerPages } from './smaller-pages.ts'
import { translateDatastoreError } from './translate-error.ts'
import { withinFolder, type BlobFiles } from './within-folder.ts'

export interface BlobSourceOptions extends BlobTiming {
  readonly now: Now
  readonly inEmulator: boolean
}

/** The files of one datastore, through one credential. @throws DomainError `DatastoreUnreachable` if its URL is not valid */
export const openBlobSource = (
  { id, containerUrl, prefix: folder = '' }: BlobContainer,
  access: BlobAccess,
  agents: Agents,
  options: BlobSourceOptions,
): BlobSource => {
  const address = parseContainerUrl(containerUrl)
  if (!address)
    throw new DomainError(
      'DatastoreUnreachable',
      `Datastore '${id}': containerUrl is not valid. Use https://<account>.blob.core.windows.net/<container>.`,
    )
  const names = { datastore: id, container: address.containerName }
  const container = openContainer(
    address.containerUrl,
    access,
    agents,
    options,
    translateDatastoreError({ ...names, access, now: options.now }),
  )
  const list = withSmallerPages((page) => listBlobs(container, page), container.deadlines.listing)
  const checkContainer = shareCheck(() => list({ prefix: folder, pageSize: 1 }), options.now)
  const signReadUrl = createSignReadUrl(container, access, address, options.now)
  const whole: BlobFiles = {
    list,
    browse: (page) => (options.inEmulator ? browseEmulator : browseBlobs)(container, page),
    readPart: (path, part) => readBlobPart(container, path, part, checkContainer),
    open: async (path, range) => {
      try {
        return await openBlob(container, path, range)
      } catch (error) {
        throw await explainRefusal(error, names, checkContainer)
      }
    },
    exists: (path) => blobExists(container, path, checkContainer),
    readUrl: (path, expiresAt) => signReadUrl(path, expiresAt, serveImage(path)),
    uploadUrls: createSignUploadUrls(container, access, address, options.now),
  }
  const files = withinFolder(whole, folder)
  const read = (path: string, part: Part) => readBytes(container, folder + path, part)
  return { ...files, probe: () => probeContainer({ list: files.list, read }, access) }
}
