import type { ItemDocument } from '../model/items/item.ts'
import { jsonText } from '../core/json-text.ts'
import { aboutFolder, type ExportFile, type ExportPlan } from '../model/exports/export.ts'
import type { ExportPart, PartStart } from '../model/exports/export-part.ts'
import { absoluteUrlOf, datastoreUrlOf } from '../model/exports/file-urls.ts'
import type { ExportFiles } from '../ports/blobs.ts'
import type { ImageFault } from './image-fault.ts'
import { hashFile } from './layouts/hash-file.ts'
import { publishStream } from './layouts/publish-stream.ts'
import { createBlockWriter } from './layouts/stage-blocks.ts'

/**
 * Lists of items beside the files of a format: JSON Lines, in no particular order. Each line has `item`, `path` and `url` as
 * the rows of exports have it.
 */
const listFile = (name: string) => ({
  name,
  path: `${aboutFolder}/${name}`,
  contentType: 'application/jsonl',
})

/** Items that the earlier export of `since` has and this one would not have. */
const removals = listFile('removed.jsonl')
/** Exported items whose file changed after they were labeled, and whose label no reviewer has confirmed since. */
const changed = listFile('changed.jsonl')
/** Items without a usable image, with `problem`, `reason`, and whether a row of the item is `exported`. */
const problems = listFile('problems.jsonl')

/** Items without a row for another reason than the request: their file is missing, they were removed, or have no usable image. */
const leftOut = listFile('leftOut.jsonl')
/** Features of labels that the format does not support, one line for each. */
const unsaid = listFile('unsaid.jsonl')

const lines = { sections: 1, separator: '' }

const blobPathOf = ({ snapshotPath }: ExportPlan, { path }: { readonly path: string }): string =>
  `${snapshotPath}/${path}`

type Listed = Pick<ItemDocument, 'id' | 'path'>

/** Stages the lists of one part. Deterministic, like a `RowSink`. */
export interface ItemLists {
  addRemoval(item: Listed): void
  addChanged(item: Listed): void
  addProblem(item: Listed, fault: ImageFault, exported: boolean): void
  addLeftOut(item: Listed, reason: string): void
  addUnsaid(item: Listed, reason: string): void
  flush(last: boolean): Promise<void>
  /** The numbers of staged blocks. */
  counts(): Pick<
    ExportPart,
    'removalBlocks' | 'problemBlocks' | 'changedBlocks' | 'leftOutBlocks' | 'unsaidBlocks'
  >
}

export const createItemLists = (files: ExportFiles, plan: ExportPlan, start: PartStart): ItemLists => {
  const paths = [removals, problems, changed, leftOut, unsaid].map((file) => blobPathOf(plan, file))
  const writer = createBlockWriter(files, paths, { ...start, separator: lines.separator })
  const lineOf = ({ id, path }: Listed, more: object = {}): string =>
    `${jsonText({
      item: id,
      path,
      url: datastoreUrlOf(plan, path),
      absolute_url: absoluteUrlOf(plan, path),
      ...more,
    })}\n`
  return {
    addRemoval: (item) => {
      writer.append(0, 0, lineOf(item))
    },
    addProblem: (item, { problem, reason }, exported) => {
      writer.append(1, 0, lineOf(item, { problem, reason, exported }))
    },
    addChanged: (item) => {
      writer.append(2, 0, lineOf(item))
    },
    addLeftOut: (item, reason) => {
      writer.append(3, 0, lineOf(item, { reason }))
    },
    addUnsaid: (item, reason) => {
      writer.append(4, 0, lineOf(item, { reason }))
    },
    flush: (last) => writer.flush(last),
    counts: () => {
      const blocks = writer.counts()
      return {
        removalBlocks: blocks['0:0'] ?? 0,
        problemBlocks: blocks['1:0'] ?? 0,
        changedBlocks: blocks['2:0'] ?? 0,
        leftOutBlocks: blocks['3:0'] ?? 0,
        unsaidBlocks: blocks['4:0'] ?? 0,
      }
    },
  }
}

const publish = async (
  files: ExportFiles,
  plan: ExportPlan,
  file: typeof removals,
  parts: readonly ExportPart[],
  blocksOf: (part: ExportPart) => number,
): Promise<ExportFile> => {
  const path = blobPathOf(plan, file)
  const staged = parts.map((part) => ({ ...part, blocks: { '0:0': blocksOf(part) } }))
  await publishStream(files, { ...file, path }, lines, ['', ''], staged, 0)
  return { ...file, ...(await hashFile(files, path)) }
}

/** The lists that an export has only if there is an item for it. */
const optional = [
  [problems, (part: ExportPart) => part.problemBlocks],
  [changed, (part: ExportPart) => part.changedBlocks],
  [leftOut, (part: ExportPart) => part.leftOutBlocks],
  [unsaid, (part: ExportPart) => part.unsaidBlocks],
] as const

/** Publishes the removals of an export with `since`, also if there are none, and the other lists if there are any. Idempotent. */
export const publishItemLists = async (
  files: ExportFiles,
  plan: ExportPlan,
  parts: readonly ExportPart[],
): Promise<readonly ExportFile[]> => {
  const published: ExportFile[] = []
  if (plan.since) published.push(await publish(files, plan, removals, parts, (part) => part.removalBlocks))
  for (const [file, blocksOf] of optional)
    if (parts.some((part) => blocksOf(part) > 0))
      published.push(await publish(files, plan, file, parts, blocksOf))
  return published
}
