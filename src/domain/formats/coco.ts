import { toIso } from '../core/time.ts'
import type { LabelClass } from '../model/labels/label-class.ts'
import type { ExportRow, Format, StreamWriter, WriteContext } from './format.ts'
import { joinablePathOf, safePathOf } from '../core/safe-path.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'
import { cocoGuide } from './coco-guide.ts'
import { decimalText } from '../core/json-text.ts'
import { rowFactsOf } from './row-facts.ts'

/** Class ids are `c0`, `c1`, …; COCO category ids start at 1. Stable for the lifetime of the project. */
export const categoryIdOf = (classId: string): number => Number(classId.slice(1)) + 1

const images = 0
const annotations = 1

/** The path of the class above it; empty for a class of the first level. */
const superCategoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

const categories = (classes: readonly LabelClass[]): string =>
  classes
    .map(({ id, path, withdrawn }) =>
      JSON.stringify({ id: categoryIdOf(id), name: path, supercategory: superCategoryOf(path), withdrawn }),
    )
    .join(',\n')

/** The name of the reader's part if there is no split: Datumaro reads `labels_<part>.json`. */
const unsplit = 'default'

/** A box of the whole image with its area. Without boxes, and without a size, the area is 0.0 as Azure ML writes it. */
const boxText = (size: ExportRow['size'], hasBoxes: boolean): string => {
  if (!size || !hasBoxes) return '"area":0.0'
  const [width, height] = [decimalText(size.width), decimalText(size.height)]
  return `"area":${decimalText(size.width * size.height)},"bbox":[0.0,0.0,${width},${height}]`
}

/**
 * COCO as Azure ML writes image classification, with what strict readers need: `iscrowd`, `supercategory`, `info` and `licenses`,
 * and a box of the whole image for each class. An image whose label has no class is listed without an annotation; an image
 * without a label (only with include `All`) is marked `"labeled":false`.
 * An image of unknown size has no `width` and `height`, and never 0; readers fail on either, so the export leaves it out unless it
 * is asked to keep it, with its `problem`.
 * `file_name` can be joined to a folder: it is the blob's name, or `_renamed/<id>` with the extension if that name would lead out of
 * the folder; with `fileNames: Safe` also if some platform does not allow it.
 */
const writeCoco = ({ plan, serviceVersion }: WriteContext): StreamWriter => {
  const snapshot = toIso(plan.snapshotAt)
  const fileNameOf = plan.fileNames === 'Safe' ? safePathOf : joinablePathOf
  const hasBoxes = plan.wholeImageBoxes !== false
  const info = {
    description: plan.displayName ?? plan.project,
    url: '',
    version: serviceVersion,
    year: Number(snapshot.slice(0, 4)),
    contributor: '',
    date_created: snapshot,
  }
  const imageText = (row: ExportRow): string => {
    const { absoluteUrl, ...facts } = rowFactsOf(plan, row)
    return JSON.stringify({
      id: row.id,
      width: row.size?.width,
      height: row.size?.height,
      file_name: fileNameOf(row.item),
      coco_url: datastoreUrlOf(plan, row.item.path),
      absolute_url: absoluteUrl,
      date_captured: toIso(row.item.file.lastModified),
      ...facts,
      labeled: row.regions ? undefined : false,
    })
  }
  return {
    sections: 2,
    separator: ',\n',
    fileName: (split) => {
      const name = `labels_${split ?? unsplit}.json`
      return { name, path: `annotations/${name}`, contentType: 'application/json' }
    },
    write: (row, append) => {
      append(images, imageText(row))
      for (const classId of new Set(row.regions?.map((region) => region.class)))
        append(
          annotations,
          `{"id":${row.annotation()},"category_id":${categoryIdOf(classId)},"image_id":${row.id},"iscrowd":0,${boxText(row.size, hasBoxes)}}`,
        )
    },
    frame: () => [
      `{"info":${JSON.stringify(info)},\n"licenses":[],\n"categories":[\n${categories(plan.classes)}\n],\n"images":[\n`,
      '\n],\n"annotations":[\n',
      '\n]}\n',
    ],
    companions: () => [],
  }
}

export const coco: Format = {
  name: 'Coco',
  about: 'COCO JSON with one annotation for each class of an image, as Azure ML writes image classification',
  notes:
    '`file_name` can be joined to a folder: it is the name of the file, or `_renamed/<item id>` with the extension if the name would lead out of the folder. Images without a size, and files that cannot be read or decoded as an image, are left out unless `unsized` is `Keep`. Names that differ only in case or Unicode normalization are one file in a copy of the container on Windows or macOS. Ids of images and annotations belong to one file; `item` is the key over files and exports.',
  extension: '.json',
  version: '1.0',
  takes: ['Class'],
  needs: ['Sizes'],
  options: {
    unsized:
      '`LeaveOut` (default) leaves out items without a usable image; `Keep` lists them with their `problem`, and without `width` and `height` if the size is unknown',
    wholeImageBoxes:
      '`true` (default) gives each annotation a `bbox` of the whole image with its `area`, which most readers require; `false` leaves it out, as Azure ML does',
    fileNames:
      '`Blob` (default): `file_name` is the name of the file; `Safe`: also `_renamed/<item id>` for a name that some platform does not allow, as with `:` or `?`',
  },
  guide: cocoGuide,
  layout: 'Stream',
  write: writeCoco,
}
