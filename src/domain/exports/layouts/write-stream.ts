import type { ExportFile } from '../../model/exports/export.ts'
import { splitsOf } from '../../model/exports/split-of.ts'
import { hashFile } from './hash-file.ts'
import {
  fileNameOf,
  nothingToCleanUp,
  blobPathOf,
  writeSmallFile,
  type CreateLayoutWriter,
} from './layout.ts'
import { publishStream } from './publish-stream.ts'
import { createBlockWriter } from './stage-blocks.ts'

/** The layout with one file for each split, from blocks that parts stage independently. */
export const createStreamLayout: CreateLayoutWriter<'Stream'> = (deps, context, writer) => {
  const splits = splitsOf(context.plan.split)
  const blobPaths = splits.map((split) => blobPathOf(context, writer.fileName(split).path))
  return {
    openPart: (start) => {
      const blocks = createBlockWriter(deps.files, blobPaths, { ...start, separator: writer.separator })
      return {
        add: (row, split) => {
          const file = splits.indexOf(split)
          writer.write(row, (section, text) => {
            blocks.append(file, section, text)
          })
        },
        flush: (last) => blocks.flush(last),
        counts: () => ({ blocks: blocks.counts(), itemFiles: 0 }),
      }
    },
    publish: async (parts, summary) => {
      const published: ExportFile[] = []
      const frame = writer.frame(summary)
      for (const [index, split] of splits.entries()) {
        const file = fileNameOf(writer.fileName(split))
        const blobPath = blobPathOf(context, file.path)
        await publishStream(deps.files, { ...file, path: blobPath }, writer, frame, parts, index)
        published.push({ ...file, ...(await hashFile(deps.files, blobPath)) })
        for (const companion of writer.companions(split))
          published.push(await writeSmallFile(deps, context, companion))
      }
      return published
    },
    cleanUp: nothingToCleanUp,
  }
}
