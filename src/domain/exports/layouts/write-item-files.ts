import { forEachBounded } from '../../core/for-each-bounded.ts'
import { itemFilePathOf } from '../../core/item-file-path.ts'
import { aboutFolder } from '../../model/exports/export.ts'
import { splitsOf } from '../../model/exports/split-of.ts'
import { hashBytes, hashFile } from './hash-file.ts'
import { nothingToCleanUp, blobPathOf, writeSmallFile, type CreateLayoutWriter } from './layout.ts'
import { publishStream } from './publish-stream.ts'
import { createBlockWriter } from './stage-blocks.ts'

/** The index of all item files with size and hash. Too many for the record of the export. */
const index = {
  name: 'files.jsonl',
  path: `${aboutFolder}/files.jsonl`,
  contentType: 'application/jsonl',
}
const lines = { sections: 1, separator: '' }

const writesAtOnce = 16

interface Pending {
  readonly path: string
  readonly contentType: string
  readonly content: Buffer
}

/** The layout with one file for each item, and an index file. */
export const createItemFilesLayout: CreateLayoutWriter<'FilePerItem'> = (deps, context, writer) => ({
  openPart: (start) => {
    const listed = createBlockWriter(deps.files, [blobPathOf(context, index.path)], {
      ...start,
      separator: '',
    })
    let pending: Pending[] = []
    let itemFiles = 0
    return {
      add: (row, split) => {
        const file = writer.fileOf(row, split)
        if (!file) return
        const content = Buffer.from(file.content)
        const path = itemFilePathOf(row.item, file)
        pending.push({ path, contentType: file.contentType, content })
        listed.append(0, 0, `${JSON.stringify({ path, ...hashBytes(content) })}\n`)
        itemFiles += 1
      },
      flush: async (last) => {
        await forEachBounded(pending, writesAtOnce, async ({ path, contentType, content }) => {
          await deps.files.put(blobPathOf(context, path), content, contentType)
        })
        pending = []
        await listed.flush(last)
      },
      counts: () => ({ blocks: listed.counts(), itemFiles }),
    }
  },
  publish: async (parts, summary) => {
    const blobPath = blobPathOf(context, index.path)
    await publishStream(deps.files, { ...index, path: blobPath }, lines, ['', ''], parts, 0)
    const published = [{ ...index, ...(await hashFile(deps.files, blobPath)) }]
    for (const split of splitsOf(context.plan.split))
      for (const companion of writer.companions(split, summary))
        published.push(await writeSmallFile(deps, context, companion))
    return published
  },
  cleanUp: nothingToCleanUp,
})
