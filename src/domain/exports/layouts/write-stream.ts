import type { ExportFile } from '../../model/exports/export.ts'
import { splitsOf } from '../../model/exports/split-of.ts'
import { hashFile } from './hash-file.ts'
import { fileOf, nothingToCleanUp, placeOf, putSmall, type CreateLayoutWriter } from './layout.ts'
import { publishStream } from './publish-stream.ts'
import { createBlockWriter } from './stage-blocks.ts'

/** One file for each split, of blocks that parts stage side by side. */
export const createStreamLayout: CreateLayoutWriter<'Stream'> = (deps, context, writer) => {
  const splits = splitsOf(context.plan.split)
  const places = splits.map((split) => placeOf(context, writer.fileName(split).path))
  return {
    openPart: (start) => {
      const blocks = createBlockWriter(deps.files, places, { ...start, separator: writer.separator })
      return {
        add: (row, split) => {
          const file = splits.indexOf(split)
          writer.write(row, (section, text) => {
            blocks.append(file, section, text)
          })
        },
        flush: (last) => blocks.flush(last),
        note: () => ({ blocks: blocks.counts(), itemFiles: 0 }),
      }
    },
    publish: async (parts, summary) => {
      const published: ExportFile[] = []
      const frame = writer.frame(summary)
      for (const [index, split] of splits.entries()) {
        const file = fileOf(writer.fileName(split))
        const place = placeOf(context, file.path)
        await publishStream(deps.files, { ...file, path: place }, writer, frame, parts, index)
        published.push({ ...file, ...(await hashFile(deps.files, place)) })
        for (const companion of writer.companions(split))
          published.push(await putSmall(deps, context, companion))
      }
      return published
    },
    cleanUp: nothingToCleanUp,
  }
}
