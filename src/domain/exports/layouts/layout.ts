import type { ExportRow, Format, FileName, SmallFile, Summary, WriteContext } from '../../formats/format.ts'
import type { ExportFile } from '../../model/exports/export.ts'
import type { ExportPart, PartStart } from '../../model/exports/export-part.ts'
import type { SplitName } from '../../model/exports/split-of.ts'
import type { CreateZip } from '../../ports/archives.ts'
import type { Deps } from '../../ports/deps.ts'
import { hashBytes } from './hash-file.ts'

export type LayoutDeps = Pick<Deps, 'files'> & { readonly createZip: CreateZip }

/** Takes the rows of one part. The same rows and flushes in the same order write the same bytes. */
export interface RowSink {
  add(row: ExportRow, split: SplitName | undefined): void
  /** Writes what is full; all of it if `last`. */
  flush(last: boolean): Promise<void>
  counts(): Pick<ExportPart, 'blocks' | 'itemFiles'>
}

/** How the files of an export come to be, whatever their content is. */
export interface LayoutWriter {
  openPart(start: PartStart): RowSink
  /** Publishes all files of the export. Run again, it does the same. */
  publish(parts: readonly ExportPart[], summary: Summary): Promise<readonly ExportFile[]>
  /** Deletes what parts left for `publish`, once the export has ended. */
  cleanUp(): Promise<void>
}

export type CreateLayoutWriter<L extends Format['layout']> = (
  deps: LayoutDeps,
  context: WriteContext,
  writer: ReturnType<NonNullable<Extract<Format, { layout: L }>['write']>>,
) => LayoutWriter

export const nothingToCleanUp = async (): Promise<void> => {}

/** Where a file of the export lies in the container. */
export const blobPathOf = ({ plan }: WriteContext, path: string): string => `${plan.snapshotPath}/${path}`

/** Writes a small file at once. */
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
