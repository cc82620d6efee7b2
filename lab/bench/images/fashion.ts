import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { greyPng, FASHION_CLASSES } from '../../../tools/fashion-mnist.ts'
import { readLabeledImages, type LabeledImages } from '../../../tools/idx.ts'
import { UsageError } from '../../../tools/run-command.ts'
import { classesOf, type Image, type Images } from './image.ts'

const beside = resolve(import.meta.dirname, '../../../../shared/data/fashion-mnist')

const isThere = async (folder: string): Promise<boolean> => {
  try {
    await access(join(folder, 't10k-images-idx3-ubyte.gz'))
    return true
  } catch {
    return false
  }
}

const findFolder = async (given: string | undefined): Promise<string> => {
  const folder = given ?? beside
  if (await isThere(folder)) return folder
  throw new UsageError(
    `Fashion-MNIST is not in ${given ?? 'its usual place'}. Get t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz and, for more than ` +
      '10000 images, the two train-… files from https://github.com/zalandoresearch/fashion-mnist (data/fashion), and give ' +
      'their folder with --data; or take images of your own with --images.',
  )
}

const toImages = (part: string, { width, height, images, labels }: LabeledImages): Image[] =>
  images.map((values, index) => ({
    path: `fashion/${FASHION_CLASSES[labels[index] ?? 0] ?? ''}/${part}-${String(index).padStart(5, '0')}.png`,
    read: async () => greyPng(width, height, values),
  }))

/** The first images of the data set: those of its test part, then those to train with. @throws UsageError */
export const readFashion = async (data: string | undefined, items: number): Promise<Images> => {
  const folder = await findFolder(data)
  const images = toImages('t10k', await readLabeledImages(folder, 't10k'))
  if (items > images.length) images.push(...toImages('train', await readLabeledImages(folder, 'train')))
  const chosen = images.slice(0, items)
  return { description: 'Fashion-MNIST', images: chosen, classes: classesOf(chosen) }
}
