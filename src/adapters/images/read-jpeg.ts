import { image, needUpTo, notAnImage, startsWith, truncated } from './head.ts'
import type { Head, ReadFormat } from './head.ts'

const startOfScan = 0xda
const endOfImage = 0xd9

/** SOF markers: C0 to CF without the table markers. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

const hasEndAfter = ({ bytes }: Head, frame: number): boolean => {
  for (let at = bytes.length - 2; at > frame; at -= 1)
    if (bytes[at] === 0xff && bytes[at + 1] === endOfImage) return true
  return false
}

const readFrame = (head: Head, at: number): ReturnType<ReadFormat> => {
  if (at + 9 > head.bytes.length) return needUpTo(head, 'jpeg', at + 9)
  const size = image('jpeg', head.view.getUint16(at + 7), head.view.getUint16(at + 5))
  return size.kind === 'Image' && head.complete && !hasEndAfter(head, at) ? truncated : size
}

/** Walks from marker to marker and skips stray bytes, as decoders do. */
export const readJpeg: ReadFormat = (head) => {
  if (!startsWith(head, 0xff, 0xd8, 0xff)) return undefined
  const { bytes, view } = head
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) at += 1
    else if (isFrame(marker)) return readFrame(head, at)
    else if (marker === startOfScan || marker === endOfImage) return notAnImage
    else if (hasNoLength(marker)) at += 2
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return needUpTo(head, 'jpeg', at + 4)
}
