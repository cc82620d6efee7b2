import type { ItemDocument } from '../model/items/item.ts'
import type { ExportFile, ExportPlan } from '../model/exports/export.ts'
import type { ExportPart, PartStart } from '../model/exports/export-part.ts'
import { datastoreUrlOf } from '../model/exports/file-urls.ts'
import type { ExportFiles } from '../ports/blobs.ts'
import { hashFile } from './layouts/hash-file.ts'
import { publishStream } from './layouts/publish-stream.ts'
import { createBlockWriter } from './layouts/stage-blocks.ts'

/**
 * The list of items that the earlier export of `since` has and this one would not have: JSON Lines of `item`, `path` and
 * `url` as the rows of exports have it, in no particular order.
 */
const file = { name: 'removed.jsonl', path: 'removed.jsonl', contentType: 'application/jsonl' }
const lines = { sections: 1, separator: '' }

const blobPathOf = ({ snapshotPath }: ExportPlan): string => `${snapshotPath}/${file.path}`

/** Stages the removals of one part. Deterministic, like a `RowSink`. */
export interface Removals {
  add(item: Pick<ItemDocument, 'id' | 'path'>): void
  flush(last: boolean): Promise<void>
  /** The number of staged blocks. */
  blocks(): number
}

export const createRemovals = (files: ExportFiles, plan: ExportPlan, start: PartStart): Removals => {
  const writer = createBlockWriter(files, [blobPathOf(plan)], { ...start, separator: lines.separator })
  return {
    add: ({ id, path }) => {
      writer.append(0, 0, `${JSON.stringify({ item: id, path, url: datastoreUrlOf(plan, path) })}\n`)
    },
    flush: (last) => writer.flush(last),
    blocks: () => writer.counts()['0:0'] ?? 0,
  }
}

/** Publishes the list of an export with `since`, also if it is empty. Idempotent. */
export const publishRemovals = async (
  files: ExportFiles,
  plan: ExportPlan,
  parts: readonly ExportPart[],
): Promise<readonly ExportFile[]> => {
  if (!plan.since) return []
  const path = blobPathOf(plan)
  const staged = parts.map((part) => ({ ...part, blocks: { '0:0': part.removalBlocks } }))
  await publishStream(files, { ...file, path }, lines, ['', ''], staged, 0)
  return [{ ...file, ...(await hashFile(files, path)) }]
}
