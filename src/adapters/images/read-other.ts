import { HEIF } from 'image-size/types/heif'
import { ICO } from 'image-size/types/ico'
import { JP2 } from 'image-size/types/jp2'
import { JXL } from 'image-size/types/jxl'
import { PSD } from 'image-size/types/psd'
import { firstHeaderBytes } from '../../domain/model/files/image-header.ts'
import { image, needUpTo, notAnImage } from './head.ts'
import type { ReadFormat } from './head.ts'

/** Formats with a clear signature. Text formats (SVG, PNM) and formats without a signature (TGA) do not count as images. */
const formats = [
  ['heif', HEIF],
  ['jp2', JP2],
  ['jxl', JXL],
  ['ico', ICO],
  ['psd', PSD],
] as const

/** The library throws on short input, and its time is quadratic for hostile input: so the input is limited. */
export const readOther: ReadFormat = (head) => {
  const bytes = new Uint8Array(head.bytes.subarray(0, firstHeaderBytes))
  for (const [format, reader] of formats) {
    try {
      if (!reader.validate(bytes)) continue
      const { width, height, images, type } = reader.calculate(bytes)
      const largest = (images ?? []).reduce(
        (best, other) => (other.width * other.height > best.width * best.height ? other : best),
        { width, height },
      )
      return image(type ?? format, largest.width, largest.height)
    } catch {
      if (head.complete) return notAnImage
      if (bytes.length === firstHeaderBytes) return { kind: 'SizeUnknown', format }
      return needUpTo(head, format, Math.min(head.fileSize, firstHeaderBytes))
    }
  }
  return undefined
}
