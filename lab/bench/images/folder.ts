import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { UsageError } from '../../../tools/run-command.ts'
import { classesOf, type Images } from './image.ts'

const isImage = /\.(?:png|jpe?g|gif|webp|bmp|tiff?)$/i

/** The first images of a folder, by path. @throws UsageError */
export const readFolder = async (folder: string, items: number): Promise<Images> => {
  const root = resolve(folder)
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new UsageError(`--images ${folder} cannot be read: ${String(error)}`)
  })
  const images = entries
    .filter((entry) => entry.isFile() && isImage.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .slice(0, items)
    .map((file) => ({
      path: `${basename(root)}/${relative(root, file).split(sep).join('/')}`,
      read: () => readFile(file),
    }))
  if (images.length === 0) throw new UsageError(`--images ${folder} holds no images`)
  return { description: `images of the folder ${basename(root)}`, images, classes: classesOf(images) }
}
