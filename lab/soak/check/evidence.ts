import type { History } from '../history/record.ts'
import type { Orchestration } from './read-orchestrations.ts'
import type { StoreContents } from './read-store.ts'

/** What lay in the storage at the end. */
export interface FilesThatAre {
  readonly projects: Record<
    string,
    { readonly path: string; readonly etag: string; readonly width: number; readonly height: number }[]
  >
  /** Names of all blobs in the container of the exports. */
  readonly exports: readonly string[]
}

/** The labels of each path, by an export's own files. */
export type ExportedLabels = ReadonlyMap<string, readonly string[]>

/** What the files of an export say. */
export interface ReadExport {
  readonly rows: ExportedLabels
  /** Paths of items that the export of its `since` has and that are gone. */
  readonly removed: readonly string[]
}

/** All that a verdict rests on. */
export interface Evidence {
  readonly store: StoreContents
  readonly history: History
  readonly files: FilesThatAre
  readonly exported: ReadonlyMap<string, ReadExport>
  /** Of an engine that lists them. */
  readonly orchestrations: readonly Orchestration[]
}

/** One rule: how often it was looked at, and where it does not hold. */
export interface Finding {
  readonly rule: string
  readonly looked: number
  readonly problems: readonly string[]
}

export type Check = (evidence: Evidence) => readonly Finding[]
