import type { Region, RegionKind } from '../model/labels/region.ts'
import type { ItemAsOf } from '../model/items/item-as-of.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { SplitName } from '../model/exports/split-of.ts'

/** One exported item. */
export interface ExportRow extends ItemAsOf {
  readonly item: ItemDocument
  /** Of its label; undefined if it has none. */
  readonly regions: readonly Region[] | undefined
  /** Unique in the export, from 1. */
  readonly id: number
  /** Pixels; 0 if they cannot be known. */
  readonly width: number
  readonly height: number
  /** Gives the next annotation's id: unique in the export, from 1. */
  readonly annotation: () => number
  /** Counts what the format cannot say of this row, by reason; the manifest tells it. */
  readonly countUnsupported: (reason: string) => void
}

export interface FileName {
  /** Unique in the export, and without a slash. */
  readonly name: string
  /** Below the export's folder. */
  readonly path: string
  readonly contentType: string
}

export type SmallFile = FileName & { readonly content: string }

/** What is known when all rows are written. */
export interface Summary {
  /** Ids of the classes that a label in the export has. */
  readonly usedClasses: ReadonlySet<string>
}

export interface WriteContext {
  readonly plan: ExportPlan
  readonly serviceVersion: string
  /** How many regions a label of this project has. */
  readonly regions: 'One' | 'Many'
}

/**
 * One file for each split: for each row some text into one of its sections; the sections' texts, in blocks of any
 * size, are joined by `separator` and framed. So blocks are written without knowing of each other.
 */
export interface StreamWriter {
  readonly sections: number
  readonly separator: string
  readonly fileName: (split: SplitName | undefined) => FileName
  /** Appends the row's texts to sections. */
  readonly write: (row: ExportRow, append: (section: number, text: string) => void) => void
  /** What stands before each section, and after the last: one more than there are sections. */
  readonly frame: (summary: Summary) => readonly string[]
  /** Small files beside each. */
  readonly companions: (split: SplitName | undefined) => readonly SmallFile[]
}

/** A file for each item, and small files beside them. Paths are safe on every platform, and unique in the export. */
export interface ItemFilesWriter {
  /** Undefined: the row has no file. */
  readonly fileOf: (
    row: ExportRow,
    split: SplitName | undefined,
  ) => { readonly path: string; readonly contentType: string; readonly content: string } | undefined
  readonly companions: (split: SplitName | undefined, summary: Summary) => readonly SmallFile[]
}

export interface ArchiveWriter extends ItemFilesWriter {
  /** A ZIP archive with the files and companions of a split. */
  readonly archiveName: (split: SplitName | undefined) => FileName
}

/** One labeled item as a file says it. */
export interface ReadRow {
  readonly path: string
  /** Where in the file: a line number, or a JSON pointer. */
  readonly at: string
  readonly regions: readonly { readonly class: string; readonly region: Region }[]
}

/** Reads labels out of a file, row by row, in bounded memory. */
export type ReadLabels = (content: AsyncIterable<Uint8Array>) => AsyncIterable<ReadRow>

interface FormatFacts {
  readonly name: string
  /** For people: what it is and who reads it. */
  readonly about: string
  /** For callers: what to know of its files. */
  readonly notes?: string
  /** Of its main file, with the dot. */
  readonly extension: string
  /** Of the format, as its readers know it. */
  readonly version: string
  /** The regions that it can say; it is offered to task types whose labels are made of one of these. */
  readonly takes: readonly RegionKind[]
  /** What has to be known of items: their width and height, their text, the files themselves. */
  readonly needs: readonly ('Sizes' | 'Text' | 'Files')[]
  /** Options of its own in the request of an export, with their meaning. */
  readonly options: Readonly<Record<string, string>>
  /** An export becomes a version of a labeled dataset. */
  readonly registersDataset?: true
  readonly read?: ReadLabels
}

/** A format: its reader and its writer, if it has them, and the layout of what it writes. */
export type Format = FormatFacts &
  (
    | { readonly layout: 'Stream'; readonly write?: (context: WriteContext) => StreamWriter }
    | { readonly layout: 'FilePerItem'; readonly write?: (context: WriteContext) => ItemFilesWriter }
    | { readonly layout: 'Archive'; readonly write?: (context: WriteContext) => ArchiveWriter }
  )
