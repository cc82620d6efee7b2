import { attempt, type ImageFile } from './image-file.ts'
import { boxesIn, endsInBox, findBox, wholeFile, type Box } from './boxes.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'
import { hasExtentPastEnd } from './heif-extents.ts'
import { createTurn } from './turn.ts'

const avif = new Set(['avif', 'avis'])
const heic = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs'])
const heif = new Set(['mif1', 'mif2', 'msf1', 'miaf'])
const maxBrands = 64
const maxEntries = 10_000

/** The format by the brands of the file; undefined for other files of this kind, such as videos. */
const formatOf = (file: ImageFile): 'avif' | 'heic' | 'heif' | undefined => {
  if (file.size < 16 || file.text(4, 4) !== 'ftyp') return undefined
  const end = Math.min(file.uint32(0), 16 + 4 * maxBrands, file.size)
  const brands = [file.text(8, 4)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(file.text(at, 4))
  if (brands.some((brand) => avif.has(brand))) return 'avif'
  if (brands.some((brand) => heic.has(brand))) return 'heic'
  return brands.some((brand) => heif.has(brand)) ? 'heif' : undefined
}

/** Boxes of this kind begin with a version and flags. */
const contentOf = ({ start, end }: Box) => ({ start: start + 4, end })

/** The numbers of the properties of the primary image, in the order in which they apply; empty if it has none. */
const propertiesOfPrimary = (file: ImageFile, meta: Box, iprp: Box): readonly number[] => {
  const pitm = findBox(file, contentOf(meta), 'pitm')
  const ipma = findBox(file, iprp, 'ipma')
  if (!pitm || !ipma) return []
  const primary = file.uint8(pitm.start) === 0 ? file.uint16(pitm.start + 4) : file.uint32(pitm.start + 4)
  const longIds = file.uint8(ipma.start) > 0
  const longNumbers = (file.uint8(ipma.start + 3) & 1) === 1
  const count = Math.min(file.uint32(ipma.start + 4), maxEntries)
  let at = ipma.start + 8
  for (let entry = 0; entry < count && at < ipma.end; entry += 1) {
    const id = longIds ? file.uint32(at) : file.uint16(at)
    at += longIds ? 4 : 2
    const properties = file.uint8(at)
    at += 1
    if (id === primary)
      // The first bit says whether a reader must know the property.
      return Array.from({ length: properties }, (_, index) =>
        longNumbers ? file.uint16(at + 2 * index) & 0x7fff : file.uint8(at + index) & 0x7f,
      )
    at += properties * (longNumbers ? 2 : 1)
  }
  return []
}

type Size = readonly [width: number, height: number]

const sizeIn = (file: ImageFile, ispe: Box): Size => [
  file.uint32(ispe.start + 4),
  file.uint32(ispe.start + 8),
]

/** The size of the clean aperture, which is what is shown; undefined if it is not valid. */
const cropTo = (file: ImageFile, { start }: Box, [width, height]: Size): Size | undefined => {
  const cropped = [
    Math.round(file.uint32(start) / file.uint32(start + 4)),
    Math.round(file.uint32(start + 8) / file.uint32(start + 12)),
  ] as const
  return cropped[0] > 0 && cropped[0] <= width && cropped[1] > 0 && cropped[1] <= height ? cropped : undefined
}

const largest = (sizes: readonly Size[]): Size =>
  sizes.reduce((best, size) => (size[0] * size[1] > best[0] * best[1] ? size : best), [0, 0])

const readPicture = (file: ImageFile, meta: Box) => {
  const iprp = findBox(file, contentOf(meta), 'iprp')
  const ipco = iprp && findBox(file, iprp, 'ipco')
  if (!ipco) return undefined
  const all = [...boxesIn(file, ipco)]
  const turn = createTurn()
  let size: Size | undefined
  for (const number of propertiesOfPrimary(file, meta, iprp)) {
    const box = all[number - 1]
    if (box?.name === 'ispe') size = sizeIn(file, box)
    else if (box?.name === 'clap' && size) size = cropTo(file, box, size) ?? size
    else if (box?.name === 'irot') turn.rotate(-(file.uint8(box.start) & 3))
    else if (box?.name === 'imir') turn.mirror((file.uint8(box.start) & 1) === 1 ? 'LeftRight' : 'TopBottom')
  }
  const sizes = all.filter(({ name }) => name === 'ispe').map((ispe) => sizeIn(file, ispe))
  return { size: size ?? largest(sizes), orientation: turn.orientation() }
}

const isTruncated = (file: ImageFile, meta: Box): boolean => {
  const iloc = attempt(file, () => findBox(file, contentOf(meta), 'iloc'), undefined)
  const lacksPixels = iloc && attempt(file, () => hasExtentPastEnd(file, iloc), false)
  return lacksPixels === true || endsInBox(file)
}

/** HEIC, AVIF and their kin: reads the properties of the primary image. The EXIF orientation has no effect in these files. */
export const heifFormats: readonly ImageFormat[] = (['avif', 'heic', 'heif'] as const).map((name) => ({
  name,
  read: (file) => {
    if (formatOf(file) !== name) return undefined
    const meta = findBox(file, wholeFile(file), 'meta')
    const picture = meta && readPicture(file, meta)
    if (!picture) return notAnImage
    const { size, orientation } = picture
    return image(name, size, { orientation, truncated: isTruncated(file, meta) })
  },
}))
