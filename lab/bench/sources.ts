import { readFashion } from './images/fashion.ts'
import { readFolder } from './images/folder.ts'
import { classOfPath } from './images/image.ts'
import { imageContainer, upload } from './images/upload.ts'
import type { Options } from './options.ts'
import type { Source } from './phases/import.ts'
import { startSyntheticStorage, syntheticContainer } from './storage/start-synthetic.ts'
import type { Endpoints, Storage } from '../../tools/service.ts'

/** What is to be labeled, and how it comes to where the service finds it. */
export interface Material {
  readonly description: string
  /** Storage that must be there before the service starts. */
  readonly storage: Storage | undefined
  readonly place: (endpoints: Endpoints) => Promise<Source>
  readonly classOf: (path: string) => string
  readonly close: () => Promise<void>
}

const syntheticClasses = Array.from({ length: 10 }, (_, index) => `class-${index}`)
const digitBeforeSuffix = /(\d)\.png$/

const openSynthetic = async ({ items }: Options, folder: string): Promise<Material> => {
  const { storage, stop } = await startSyntheticStorage(folder, items)
  return {
    description: `${items} images of a synthetic listing`,
    storage,
    place: async ({ blobServiceUrl }) => ({
      containerUrl: `${blobServiceUrl}/${syntheticContainer}`,
      path: 'images/**',
      classes: syntheticClasses,
      items,
    }),
    classOf: (path) => `class-${digitBeforeSuffix.exec(path)?.[1] ?? ''}`,
    close: stop,
  }
}

const openImages = async ({ items, images: folder, data }: Options): Promise<Material> => {
  const { description, images, classes } =
    folder === undefined ? await readFashion(data, items) : await readFolder(folder, items)
  return {
    description: `${images.length} ${description}`,
    storage: undefined,
    place: async ({ blobServiceUrl, blobConnectionString }) => {
      await upload(blobConnectionString, images)
      return {
        containerUrl: `${blobServiceUrl}/${imageContainer}`,
        path: '**',
        classes,
        items: images.length,
      }
    },
    classOf: classOfPath,
    close: async () => undefined,
  }
}

/** @throws UsageError if there are no images */
export const openMaterial = (options: Options, folder: string): Promise<Material> =>
  options.synthetic ? openSynthetic(options, folder) : openImages(options)
