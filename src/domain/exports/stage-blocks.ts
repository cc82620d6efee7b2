import type { ExportFiles } from '../ports/blobs.ts'
import { blockId } from './part.ts'

/** UTF-16 units after which a block is staged; its bytes are some more. */
const blockLength = 4 * 1024 * 1024

interface Buffered {
  text: string
  blocks: number
}

export interface BlockWriter {
  append(file: number, section: number, text: string): void
  /** Stages what is full; all of it if `last`. */
  flush(last: boolean): Promise<void>
  /** Blocks staged, by `<file>:<section>`. */
  counts(): Record<string, number>
}

/** Gathers the texts of one part into blocks; the same texts in the same order become the same blocks. */
export const createBlockWriter = (
  files: ExportFiles,
  paths: readonly string[],
  {
    segment,
    part,
    separator,
  }: { readonly segment: number; readonly part: number; readonly separator: string },
): BlockWriter => {
  const buffers = new Map<string, Buffered>()
  const stage = async (key: string, buffer: Buffered): Promise<void> => {
    const [file, section] = key.split(':').map(Number)
    const path = paths[file ?? 0]
    if (path === undefined || section === undefined) throw new Error(`No file for the buffer ${key}`)
    const content = Buffer.from(buffer.text)
    buffer.text = ''
    await files.stageBlock(path, blockId(section, segment, part, buffer.blocks), content)
    buffer.blocks += 1
  }
  return {
    append: (file, section, text) => {
      const key = `${file}:${section}`
      const buffer = buffers.get(key)
      if (!buffer) buffers.set(key, { text, blocks: 0 })
      else buffer.text = buffer.text === '' ? text : buffer.text + separator + text
    },
    flush: async (last) => {
      for (const [key, buffer] of buffers)
        if (buffer.text.length >= (last ? 1 : blockLength)) await stage(key, buffer)
    },
    counts: () => Object.fromEntries([...buffers].map(([key, { blocks }]) => [key, blocks])),
  }
}
