import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { maxPixels, maxSide } from '../../domain/model/files/judge-header.ts'
import type { ShownContent } from '../../domain/model/items/content-urls.ts'
import { problems, type ItemDocument } from '../../domain/model/items/item.ts'
import { unreadableField } from './content-schemas.ts'

const pixels = (side: string) =>
  z
    .number()
    .int()
    .optional()
    .meta({
      description: `The ${side} in pixels as the image is displayed, with its orientation applied. Absent until the header of the file is read, and if it has no valid size`,
    })

/** What the header of a file says, in items and in the items of pages. */
export const headerShape = {
  width: pixels('width'),
  height: pixels('height'),
  format: z.string().optional().meta({
    description:
      'The format by the content of the file, whatever its name: `jpeg`, `png`, `gif`, `webp`, `bmp`, `ico`, `avif`, `heic`, `heif`, `tiff`, `jxl`, `jp2`, `psd` or `dicom`; later versions can add others. Absent until the header of the file is read, and if it is no image',
    example: 'jpeg',
  }),
  orientation: z.number().int().min(1).max(8).optional().meta({
    description:
      'How the stored pixels are turned for display, as an EXIF orientation: 1 not at all, 6 and 8 by a quarter, and so on. `width` and `height` have it applied, and browsers apply it. Absent without a size',
  }),
  problem: answerChoice('ItemProblemValue', problems)
    .optional()
    .meta({
      description: `The reason why a browser may be unable to show the file. \`NotAnImage\`: not the content of an image, or not encoded as its Content-Encoding says. \`Truncated\`: the file is cut short. \`Unreadable\`: storage does not give it. \`Oversized\`: more than ${maxPixels} pixels, or a side of more than ${maxSide}. \`NotDisplayable\`: an image of a format that browsers do not show, such as TIFF, HEIC or DICOM`,
    }),
  unreadable: unreadableField,
}

/** The problem of an item; what no URL can name is unreadable, also if its header was never tried. */
const problemOf = (
  item: Pick<ItemDocument, 'problem' | 'unreadable'>,
  content: ShownContent | undefined,
): Pick<ItemDocument, 'problem' | 'unreadable'> =>
  content?.unreadable === undefined
    ? { problem: item.problem, unreadable: item.unreadable }
    : { problem: 'Unreadable', unreadable: content.unreadable }

/** The fields of `headerShape` for an item and its content. Items of earlier versions have no format until a full refresh. */
export const showHeader = (item: ItemDocument, content: ShownContent | undefined) => ({
  width: item.width,
  height: item.height,
  format: item.format,
  orientation: item.format === undefined || item.width === undefined ? undefined : (item.orientation ?? 1),
  ...problemOf(item, content),
})
