import { itemFilePathOf } from '../../core/item-file-path.ts'
import type { ExportPart, PartStart } from '../../model/exports/export-part.ts'
import { blockId } from '../../model/exports/export-part.ts'
import { packFolder, type ExportFile } from '../../model/exports/export.ts'
import { splitsOf } from '../../model/exports/split-of.ts'
import type { ArchiveEntry } from '../../ports/archives.ts'
import type { ExportFiles } from '../../ports/blobs.ts'
import { hashFile } from './hash-file.ts'
import { fileNameOf, blobPathOf, type CreateLayoutWriter } from './layout.ts'
import { packEntry, unpackEntries } from './pack-entries.ts'

const packPath = (file: number, { segment, part }: Pick<PartStart, 'segment' | 'part'>): string =>
  `${packFolder}/${file}-${segment}-${part}`
const packType = 'application/octet-stream'

const blockBytes = 4 * 1024 * 1024
/** The most blocks of a blob in Blob Storage. */
const maxBlocks = 50_000

/** Writes a stream as the blocks of one file and publishes it. */
const writeBlocks = async (
  files: ExportFiles,
  path: string,
  contentType: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> => {
  const ids: string[] = []
  let chunks: Uint8Array[] = []
  let bytes = 0
  const stage = async (): Promise<void> => {
    if (ids.length === maxBlocks) throw new Error(`${path} exceeds the largest size of a blob`)
    const id = blockId(0, 0, 0, ids.length)
    await files.stageBlock(path, id, Buffer.concat(chunks))
    ids.push(id)
    chunks = []
    bytes = 0
  }
  for await (const chunk of content) {
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes >= blockBytes) await stage()
  }
  if (bytes > 0 || ids.length === 0) await stage()
  await files.commit(path, ids, contentType)
}

async function* readPacks(
  files: ExportFiles,
  blobPath: (path: string) => string,
  parts: readonly ExportPart[],
  file: number,
): AsyncGenerator<ArchiveEntry, void, undefined> {
  for (const part of parts) {
    if ((part.blocks[`${file}:0`] ?? 0) === 0) continue
    const opened = await files.open(blobPath(packPath(file, part)), {})
    if (opened === 'NotModified') throw new Error('No condition was set')
    yield* unpackEntries(opened.stream)
  }
}

async function* withCompanions(
  entries: AsyncIterable<ArchiveEntry>,
  companions: readonly { readonly path: string; readonly content: string }[],
): AsyncGenerator<ArchiveEntry, void, undefined> {
  yield* entries
  for (const { path, content } of companions) yield { path, content: Buffer.from(content) }
}

/** Creates the pack of one part and split: one file with its entries, written block by block. */
const createPack = (files: ExportFiles, path: string, { segment, part }: PartStart) => {
  let chunks: Buffer[] = []
  let bytes = 0
  const ids: string[] = []
  const stage = async (): Promise<void> => {
    const id = blockId(0, segment, part, ids.length)
    await files.stageBlock(path, id, Buffer.concat(chunks))
    ids.push(id)
    chunks = []
    bytes = 0
  }
  return {
    add: (entry: Buffer): void => {
      chunks.push(entry)
      bytes += entry.byteLength
    },
    flush: async (last: boolean): Promise<void> => {
      if (bytes >= (last ? 1 : blockBytes)) await stage()
      if (last && ids.length > 0) await files.commit(path, ids, packType)
    },
    blocks: (): number => ids.length,
  }
}

/**
 * The layout with one ZIP archive for each split. Parts write packs independently; the last step streams the packs into
 * the archive, so memory use does not depend on the size.
 */
export const createArchiveLayout: CreateLayoutWriter<'Archive'> = (deps, context, writer) => {
  const splits = splitsOf(context.plan.split)
  const blobPath = (path: string): string => blobPathOf(context, path)
  return {
    openPart: (start) => {
      const packs = splits.map((_, file) => createPack(deps.files, blobPath(packPath(file, start)), start))
      let itemFiles = 0
      return {
        add: (row, split) => {
          const file = writer.fileOf(row, split)
          if (!file) return
          packs[splits.indexOf(split)]?.add(
            packEntry(itemFilePathOf(row.item, file), Buffer.from(file.content)),
          )
          itemFiles += 1
        },
        flush: async (last) => {
          for (const pack of packs) await pack.flush(last)
        },
        counts: () => ({
          blocks: Object.fromEntries(packs.map((pack, file) => [`${file}:0`, pack.blocks()])),
          itemFiles,
        }),
      }
    },
    publish: async (parts, summary) => {
      const published: ExportFile[] = []
      for (const [index, split] of splits.entries()) {
        const file = fileNameOf(writer.archiveName(split))
        const entries = withCompanions(
          readPacks(deps.files, blobPath, parts, index),
          writer.companions(split, summary),
        )
        const archive = deps.createZip(entries, context.plan.snapshotAt)
        await writeBlocks(deps.files, blobPath(file.path), file.contentType, archive)
        published.push({ ...file, ...(await hashFile(deps.files, blobPath(file.path))) })
      }
      return published
    },
    cleanUp: async () => {
      while (!(await deps.files.deleteUnder(`${blobPath(packFolder)}/`)));
    },
  }
}
