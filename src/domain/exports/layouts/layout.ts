import type { ExportRow, Format, FileName, SmallFile, Summary, WriteContext } from '../../formats/format.ts'
import type { ExportFile } from '../../model/exports/export.ts'
import type { ExportPart, PartStart } from '../../model/exports/export-part.ts'
import type { SplitName } from '../../model/exports/split-of.ts'
import type { CreateZip } from '../../ports/archives.ts'
import type { Deps } from '../../ports/deps.ts'
import { hashBytes } from './hash-file.ts'

export type LayoutDeps = Pick<Deps, 'files'> & { readonly createZip: CreateZip }

/** Writes the rows of one part. Deterministic: the same rows and flushes in the same order give the same bytes. */
export interface RowSink {
  add(row: ExportRow, split: SplitName | undefined): void
  /** Writes full blocks; the remaining ones, too, if `last`. */
  flush(last: boolean): Promise<void>
  counts(): Pick<ExportPart, 'blocks' | 'itemFiles'>
}

/** Writes the files of an export in one layout: stream, file per item, or archive. */
export interface LayoutWriter {
  openPart(start: PartStart): RowSink
  /** Publishes all files of the export. Idempotent. */
  publish(parts: readonly ExportPart[], summary: Summary): Promise<readonly ExportFile[]>
  /** Deletes the intermediate files of parts after the export has ended. */
  cleanUp(): Promise<void>
}

export type CreateLayoutWriter<L extends Format['layout']> = (
  deps: LayoutDeps,
  context: WriteContext,
  writer: ReturnType<NonNullable<Extract<Format, { layout: L }>['write']>>,
) => LayoutWriter

export const nothingToCleanUp = async (): Promise<void> => {}

/** The path in the container of a file of the export. */
export const blobPathOf = ({ plan }: WriteContext, path: string): string => `${plan.snapshotPath}/${path}`

/** Writes a small file in one request. */
export const writeSmallFile = async (
  { files }: LayoutDeps,
  context: WriteContext,
  { name, path, contentType, content }: SmallFile,
): Promise<ExportFile> => {
  const bytes = Buffer.from(content)
  await files.put(blobPathOf(context, path), bytes, contentType)
  return { name, path, contentType, ...hashBytes(bytes) }
}

export const fileNameOf = ({ name, path, contentType }: FileName): FileName => ({ name, path, contentType })
