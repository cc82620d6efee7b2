import { isDomainError } from '../../domain/core/errors.ts'
import type { RenditionFiles } from '../../domain/ports/renditions.ts'
import { classifyFailure } from './classify-failure.ts'
import { deleteBlobsUnder } from './delete-under.ts'
import { openServiceContainer, type ServiceContainerOptions } from './open-service-container.ts'
import { openBlob } from './read-blob.ts'
import { failureOf } from './storage-failure.ts'
import { translateRenditionError } from './translate-error.ts'

/** Storage answers 409 to a write that is to create a file that is there, and some emulators 412. */
const isThere = (error: unknown): boolean => {
  const code = classifyFailure(error)?.code
  return code === 'BlobAlreadyExists' || code === 'ConditionNotMet'
}

const lacksContainer = (error: unknown): boolean => failureOf(error)?.kind === 'ContainerNotFound'

/** The renditions, in one container of the workspace storage account. */
export const createRenditionFiles = (options: ServiceContainerOptions): RenditionFiles => {
  const { container } = openServiceContainer(options, translateRenditionError(options.containerName))
  return {
    putNew: async (path, content, contentType) => {
      const blob = container.blob(path)
      await container.call('upload', async (abortSignal) => {
        try {
          await blob.upload(content, content.byteLength, {
            abortSignal,
            conditions: { ifNoneMatch: '*' },
            blobHTTPHeaders: { blobContentType: contentType },
          })
        } catch (error) {
          if (!isThere(error)) throw error
        }
      })
    },
    open: async (path) => {
      try {
        const opened = await openBlob(container, path, {})
        if (opened === 'NotModified') throw new Error('Only a request with a condition has this answer')
        return opened
      } catch (error) {
        if (isDomainError(error, 'BlobNotFound')) return undefined
        throw error
      }
    },
    deleteUnder: async (prefix) => {
      try {
        return await deleteBlobsUnder(container, prefix, options.deletedAtOnce)
      } catch (error) {
        // A deployment of an earlier version has none, and nothing in it.
        if (lacksContainer(error)) return true
        throw error
      }
    },
  }
}
