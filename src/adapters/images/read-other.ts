import { startsWith } from './image-file.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'

/** Real icons have a dozen. */
const maxPictures = 256

/** An icon: the size of its largest picture. */
export const ico: ImageFormat = {
  name: 'ico',
  read: (file) => {
    if (!startsWith(file, [0, 0, 1, 0])) return undefined
    const count = file.uint16(4, true)
    if (count === 0 || count > maxPictures) return notAnImage
    let best: readonly [number, number] = [0, 0]
    for (let at = 6; at < 6 + 16 * count; at += 16) {
      // 0 means 256.
      const size = [file.uint8(at) || 256, file.uint8(at + 1) || 256] as const
      if (size[0] * size[1] > best[0] * best[1]) best = size
    }
    return image('ico', best)
  },
}

export const psd: ImageFormat = {
  name: 'psd',
  read: (file) =>
    startsWith(file, [...Buffer.from('8BPS')]) ? image('psd', [file.uint32(18), file.uint32(14)]) : undefined,
}
