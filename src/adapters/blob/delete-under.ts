import { isDomainError } from '../../domain/core/errors.ts'
import { listBlobs } from './list-blobs.ts'
import type { OpenContainer } from './open-container.ts'

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
export const deleteBlobsUnder = async (
  container: OpenContainer,
  prefix: string,
  limit = 1000,
): Promise<boolean> => {
  if (prefix === '') throw new Error('The prefix is empty; a whole container is never deleted')
  const { blobs, continuation } = await listBlobs(container, { prefix, pageSize: limit })
  const queue = blobs.values()
  const work = async () => {
    for (const { path } of queue) await deleteBlob(container, path)
  }
  await Promise.all(Array.from({ length: maxParallelDeletes }, work))
  return continuation === undefined
}
