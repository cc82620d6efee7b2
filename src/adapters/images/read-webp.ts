import type { ImageHeader } from '../../domain/model/files/image-header.ts'
import { image, needUpTo, notAnImage, textAt, truncated } from './head.ts'
import type { Head, ReadFormat } from './head.ts'

const headerEnd = 30

const readUint24 = ({ view }: Head, at: number): number =>
  view.getUint16(at, true) + view.getUint8(at + 2) * 65_536

const readSize = (head: Head): ImageHeader => {
  const { bytes, view } = head
  switch (textAt(head, 12, 4)) {
    case 'VP8X':
      return image('webp', readUint24(head, 24) + 1, readUint24(head, 27) + 1)
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return notAnImage
      const bits = view.getUint32(21, true)
      return image('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
    }
    case 'VP8 ': {
      const startCode = bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a
      if (!startCode) return notAnImage
      return image('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
    }
    default:
      return notAnImage
  }
}

export const readWebp: ReadFormat = (head) => {
  if (textAt(head, 0, 4) !== 'RIFF') return undefined
  if (head.bytes.length >= 12 && textAt(head, 8, 4) !== 'WEBP') return undefined
  if (head.bytes.length < headerEnd) return needUpTo(head, 'webp', headerEnd)
  const size = readSize(head)
  // Some encoders count a padding byte that they do not write.
  return size.kind === 'Image' && head.view.getUint32(4, true) + 7 > head.fileSize ? truncated : size
}
