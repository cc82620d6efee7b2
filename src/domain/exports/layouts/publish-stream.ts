import { forEachBounded } from '../../core/for-each-bounded.ts'
import type { StreamWriter } from '../../formats/format.ts'
import { blockId, type ExportPart } from '../../model/exports/export-part.ts'
import type { ExportFiles } from '../../ports/blobs.ts'

const stagedAtOnce = 8

/** The ids of the staged blocks of one section, in order. */
const sectionBlocks = (parts: readonly ExportPart[], file: number, section: number): readonly string[] =>
  parts.flatMap(({ segment, part, blocks }) =>
    Array.from({ length: blocks[`${file}:${section}`] ?? 0 }, (_, block) =>
      blockId(section, segment, part, block),
    ),
  )

interface SmallBlock {
  readonly id: string
  readonly text: string
}

/**
 * Publishes one file from the staged blocks of all parts: frame, sections, and separators between blocks. It stages the
 * blocks of frame and separators, then commits the complete list atomically.
 */
export const publishStream = async (
  files: ExportFiles,
  { path, contentType }: { readonly path: string; readonly contentType: string },
  { sections, separator }: Pick<StreamWriter, 'sections' | 'separator'>,
  frame: readonly string[],
  parts: readonly ExportPart[],
  file: number,
): Promise<void> => {
  const order: string[] = []
  const small: SmallBlock[] = []
  const add = (text: string): void => {
    if (text === '') return
    // Uses part numbers, too, because there may be more of these blocks than numbers for blocks.
    const id = blockId('Frame', 0, Math.floor(small.length / 100_000), small.length % 100_000)
    small.push({ id, text })
    order.push(id)
  }
  for (const [section, before] of frame.entries()) {
    add(before)
    if (section === sections) break
    for (const [index, block] of sectionBlocks(parts, file, section).entries()) {
      if (index > 0) add(separator)
      order.push(block)
    }
  }
  await forEachBounded(small, stagedAtOnce, async ({ id, text }) => {
    await files.stageBlock(path, id, Buffer.from(text))
  })
  await files.commit(path, order, contentType)
}
