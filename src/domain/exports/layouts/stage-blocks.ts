import type { ExportFiles } from '../../ports/blobs.ts'
import { blockId } from '../../model/exports/export-part.ts'

/** The size in bytes at which a block is staged. */
const blockBytes = 4 * 1024 * 1024

interface Buffered {
  /** Texts since the last flush. */
  texts: string[]
  /** Earlier texts, encoded: many small strings would take several times the memory. */
  chunks: Buffer[]
  bytes: number
  blocks: number
}

export interface BlockWriter {
  append(file: number, section: number, text: string): void
  /** Encodes the new texts and stages full blocks; the remaining ones, too, if `last`. */
  flush(last: boolean): Promise<void>
  /** The numbers of staged blocks, by `<file>:<section>`. */
  counts(): Record<string, number>
}

/**
 * Collects the texts of one part into blocks. Deterministic: the same texts and flushes in the same order give the same
 * blocks.
 */
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
  const encode = (buffer: Buffered): void => {
    if (buffer.texts.length === 0) return
    const chunk = Buffer.from((buffer.bytes > 0 ? separator : '') + buffer.texts.join(separator))
    buffer.texts = []
    buffer.chunks.push(chunk)
    buffer.bytes += chunk.byteLength
  }
  const stage = async (key: string, buffer: Buffered): Promise<void> => {
    const [file, section] = key.split(':').map(Number)
    const path = paths[file ?? 0]
    if (path === undefined || section === undefined) throw new Error(`No file for the buffer ${key}`)
    const content = Buffer.concat(buffer.chunks)
    buffer.chunks = []
    buffer.bytes = 0
    await files.stageBlock(path, blockId(section, segment, part, buffer.blocks), content)
    buffer.blocks += 1
  }
  return {
    append: (file, section, text) => {
      const key = `${file}:${section}`
      const buffer = buffers.get(key)
      if (buffer) buffer.texts.push(text)
      else buffers.set(key, { texts: [text], chunks: [], bytes: 0, blocks: 0 })
    },
    flush: async (last) => {
      for (const [key, buffer] of buffers) {
        encode(buffer)
        if (buffer.bytes >= (last ? 1 : blockBytes)) await stage(key, buffer)
      }
    },
    counts: () => Object.fromEntries([...buffers].map(([key, { blocks }]) => [key, blocks])),
  }
}
