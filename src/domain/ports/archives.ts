import type { Millis } from '../core/time.ts'

export interface ArchiveEntry {
  readonly path: string
  readonly content: Uint8Array
}

/** Streams a ZIP archive of any size (ZIP64). The same entries and time give the same bytes. */
export type CreateZip = (
  entries: AsyncIterable<ArchiveEntry>,
  modifiedAt: Millis,
) => AsyncIterable<Uint8Array>
