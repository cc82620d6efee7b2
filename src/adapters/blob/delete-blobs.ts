import { isDomainError } from '../../domain/core/errors.ts'
import { listBlobs } from './list-blobs.ts'
import type { OpenContainer } from './open-container.ts'

const atOnce = 16

const deleteBlob = async (container: OpenContainer, path: string): Promise<void> => {
  const blob = container.blob(path)
  try {
    await container.call('call', (abortSignal) => blob.delete({ abortSignal, deleteSnapshots: 'include' }))
  } catch (error) {
    if (!isDomainError(error, 'BlobNotFound', 'ExportFileNotFound')) throw error
  }
}

/** Deletes the first files under a prefix, a thousand unless told otherwise; true when none is left. */
export const deleteBlobsUnder = async (
  container: OpenContainer,
  prefix: string,
  most = 1000,
): Promise<boolean> => {
  if (prefix === '') throw new Error('Deleting a whole container is not offered')
  const { blobs, continuation } = await listBlobs(container, { prefix, pageSize: most })
  const queue = blobs.values()
  const work = async () => {
    for (const { path } of queue) await deleteBlob(container, path)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return continuation === undefined
}
