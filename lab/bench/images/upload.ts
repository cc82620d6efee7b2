import { BlobServiceClient } from '@azure/storage-blob'
import { forEachAtOnce } from '../timings.ts'
import type { Image } from './image.ts'

const atOnce = 16

export const imageContainer = 'images'

export const upload = async (connectionString: string, images: readonly Image[]): Promise<void> => {
  const container =
    BlobServiceClient.fromConnectionString(connectionString).getContainerClient(imageContainer)
  await forEachAtOnce(images, atOnce, async ({ path, read }) => {
    const bytes = await read()
    await container.getBlockBlobClient(path).upload(bytes, bytes.length, {
      blobHTTPHeaders: { blobContentType: `image/${path.slice(path.lastIndexOf('.') + 1)}` },
    })
  })
}
