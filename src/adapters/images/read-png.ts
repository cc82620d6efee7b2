import { attempt, startsWith, type ImageFile } from './image-file.ts'
import { image, maxSteps, notAnImage, type ImageFormat } from './found-image.ts'
import { chunkFrame, lacksEnd } from './png-end.ts'
import { readExifOrientation } from './read-exif.ts'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const firstChunk = 8

/** Walks to the pixels. Metadata after them is not looked for: browsers do not use it either. */
const walk = (file: ImageFile): { readonly orientation: number; readonly pastEnd: boolean } => {
  let orientation = 1
  let at = firstChunk
  for (let steps = 0; steps < maxSteps && at < file.size; steps += 1) {
    const length = file.uint32(at)
    const end = at + chunkFrame + length
    if (end > file.size) return { orientation, pastEnd: true }
    const name = file.text(at + 4, 4)
    if (name === 'eXIf') orientation = readExifOrientation(file, at + 8, length)
    if (name === 'IDAT' || name === 'IEND') break
    at = end
  }
  return { orientation, pastEnd: false }
}

export const png: ImageFormat = {
  name: 'png',
  read: (file) => {
    if (!startsWith(file, signature)) return undefined
    // The variant of Apple starts with an extra chunk, and no browser but Apple's shows it.
    const unusual = file.text(firstChunk + 4, 4) === 'CgBI'
    const header = unusual ? firstChunk + chunkFrame + 4 : firstChunk
    if (file.text(header + 4, 4) !== 'IHDR') return notAnImage
    const size = [file.uint32(header + 8), file.uint32(header + 12)] as const
    const unknown = { orientation: 1, pastEnd: false }
    const { orientation, pastEnd } = attempt(file, () => walk(file), unknown, { ...unknown, pastEnd: true })
    return image('png', size, { orientation, unusual, truncated: pastEnd || lacksEnd(file, firstChunk) })
  },
}
