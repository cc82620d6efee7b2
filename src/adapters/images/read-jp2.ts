import { attempt, startsWith } from './image-file.ts'
import { endsInBox, findBox, wholeFile } from './boxes.ts'
import { image, notAnImage, type ImageFormat } from './found-image.ts'

const container = [0, 0, 0, 0x0c, ...Buffer.from('jP  \r\n\x87\n', 'latin1')]
const codestream = [0xff, 0x4f, 0xff, 0x51]

/** JPEG 2000, in its container or as a codestream alone. */
export const jp2: ImageFormat = {
  name: 'jp2',
  read: (file) => {
    if (startsWith(file, codestream)) {
      const side = (at: number) => file.uint32(at) - file.uint32(at + 8)
      return image('jp2', [side(8), side(12)])
    }
    if (!startsWith(file, container)) return undefined
    const header = findBox(file, wholeFile(file), 'jp2h')
    const sizes = header && findBox(file, header, 'ihdr')
    if (!sizes) return notAnImage
    const size = [file.uint32(sizes.start + 4), file.uint32(sizes.start)] as const
    return image('jp2', size, { truncated: attempt(file, () => endsInBox(file), false) })
  },
}
