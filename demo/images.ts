import { open, readdir } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { DemoError } from './demo-error.ts'
import { isCutShort } from './png.ts'

/** What the service takes for images, and what a browser is to take each for. */
const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.jpe': 'image/jpeg',
  '.jfif': 'image/jpeg',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.webp': 'image/webp',
}

export interface DemoImage {
  readonly file: string
  /** Its name in the container. */
  readonly path: string
  readonly contentType: string
  /** The truth: the folder that it lies in. */
  readonly className: string
  readonly cutShort: boolean
}

/** The folder of the container that the images go into. */
export const imageFolder = 'images'

const headBytes = 64 * 1024

const readHead = async (file: string): Promise<{ readonly head: Buffer; readonly size: number }> => {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size, headBytes)))
    return { head: buffer.subarray(0, bytesRead), size }
  } finally {
    await handle.close()
  }
}

const readClass = async (folder: string, className: string): Promise<DemoImage[]> => {
  const names = await readdir(join(folder, className), { recursive: true })
  const images: DemoImage[] = []
  for (const name of names.toSorted()) {
    const contentType = contentTypes[extname(name).toLowerCase()]
    if (contentType === undefined) continue
    const file = join(folder, className, name)
    const { head, size } = await readHead(file)
    const path = [imageFolder, className, ...name.split(sep)].join('/')
    images.push({ file, path, contentType, className, cutShort: isCutShort(head, size) })
  }
  return images
}

/** @throws DemoError if the folder is not what the demo can work with */
export const readImages = async (folder: string): Promise<readonly DemoImage[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new DemoError(`The folder ${folder} cannot be read.`, { cause: error })
  })
  const classes = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const found: DemoImage[] = []
  for (const name of classes.toSorted()) found.push(...(await readClass(folder, name)))
  if (new Set(found.map(({ className }) => className)).size < 2)
    throw new DemoError(`${folder} must hold a folder per class, with images in at least two of them.`)
  return found
}
