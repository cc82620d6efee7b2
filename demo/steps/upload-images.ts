import { BlobServiceClient } from '@azure/storage-blob'
import { inParallel } from '../in-parallel.ts'
import type { DemoImage } from '../images.ts'
import { datastore, type Tour } from '../tour.ts'

const atOnce = 8
/** The storage is on this machine: if it does not answer, it is gone. */
const retryOptions = { maxTries: 2, retryDelayInMs: 200 }

/** Puts images into a container of the local Blob storage, with the SDK that one would use in Azure as well. */
export const uploadImages = ({ screen, service }: Tour, title: string, images: readonly DemoImage[]) =>
  screen.step(title, async (step) => {
    const storage = BlobServiceClient.fromConnectionString(service.endpoints.blobConnectionString, {
      retryOptions,
    })
    const container = storage.getContainerClient(datastore)
    await container.createIfNotExists()
    let done = 0
    await inParallel(images, atOnce, async ({ file, path, contentType }) => {
      await container
        .getBlockBlobClient(path)
        .uploadFile(file, { blobHTTPHeaders: { blobContentType: contentType } })
      done += 1
      step.progress(done, images.length)
    })
    return `${images.length} images to ${container.url}`
  })
