import { toIso } from '../core/time.ts'
import type { LabelClass } from '../model/labels/label-class.ts'
import type { ExportRow, Format, StreamWriter, WriteContext } from './format.ts'
import { safePathOf } from '../core/safe-path.ts'
import { absoluteUrlOf, datastoreUrlOf } from '../model/exports/file-urls.ts'

/** Class ids are `c0`, `c1`, …; COCO category ids start at 1. Stable for the lifetime of the project. */
export const categoryIdOf = (classId: string): number => Number(classId.slice(1)) + 1

const images = 0
const annotations = 1

const categories = (classes: readonly LabelClass[], used: ReadonlySet<string>): string =>
  classes
    .filter(({ id, withdrawn }) => !withdrawn || used.has(id))
    .map(({ id, path }) => `{"id":${categoryIdOf(id)},"name":${JSON.stringify(path)}}`)
    .join(',\n')

/**
 * COCO as Azure ML writes image classification, with `info` and `licenses`. An image whose label has no class is listed
 * without an annotation; an image without a label (only with include `All`) is marked `"labeled":false`.
 * An image of unknown size has no `width` and `height`, and never 0; readers fail on either, so the export leaves it out unless it
 * is asked to keep it, with its `problem`.
 * `file_name` can safely be joined to a folder: it is the blob's real name, as in a copy of the container, or
 * `_renamed/<id>` with the extension if that name is not safe. `coco_url` and `absolute_url` always contain the blob's name, percent-encoded where needed.
 */
const writeCoco = ({ plan, serviceVersion }: WriteContext): StreamWriter => {
  const snapshot = toIso(plan.snapshotAt)
  const info = {
    description: plan.displayName ?? plan.project,
    url: '',
    version: serviceVersion,
    year: Number(snapshot.slice(0, 4)),
    contributor: '',
    date_created: snapshot,
  }
  const imageText = ({ item, regions, id, size, problem }: ExportRow): string =>
    `{"id":${id}${size ? `,"width":${size.width},"height":${size.height}` : ''}` +
    `,"file_name":${JSON.stringify(safePathOf(item))}` +
    `,"coco_url":${JSON.stringify(datastoreUrlOf(plan, item.path))}` +
    `,"absolute_url":${JSON.stringify(absoluteUrlOf(plan, item.path))}` +
    `,"date_captured":"${toIso(item.file.lastModified)}"${regions ? '' : ',"labeled":false'}` +
    `${problem === undefined ? '' : `,"problem":${JSON.stringify(problem)}`}}`
  return {
    sections: 2,
    separator: ',\n',
    fileName: (split) => {
      const name = split === undefined ? 'coco.json' : `coco-${split}.json`
      return { name, path: name, contentType: 'application/json' }
    },
    write: (row, append) => {
      append(images, imageText(row))
      for (const classId of new Set(row.regions?.map((region) => region.class)))
        append(
          annotations,
          `{"id":${row.annotation()},"category_id":${categoryIdOf(classId)},"image_id":${row.id},"area":0.0}`,
        )
    },
    frame: ({ usedClasses }) => [
      `{"info":${JSON.stringify(info)},\n"licenses":[],\n"categories":[\n${categories(plan.classes, usedClasses)}\n],\n"images":[\n`,
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
    '`file_name` can safely be joined to a folder: it is the name of the file, or `_renamed/<item id>` with the extension if the name is not safe. Images without a size, and files that cannot be read or decoded as an image, are left out unless `unsized` is `Keep`. Names that differ only in case or Unicode normalization are one file in a copy of the container on Windows or macOS.',
  extension: '.json',
  version: '1.0',
  takes: ['Class'],
  needs: ['Sizes'],
  leavesOutUnsized: true,
  options: {
    unsized:
      '`LeaveOut` (default) leaves out items without a usable image; `Keep` lists them with their `problem`, and without `width` and `height` if the size is unknown',
  },
  layout: 'Stream',
  write: writeCoco,
}
