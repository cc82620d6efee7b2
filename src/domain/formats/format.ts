import type { ItemFilePlace } from '../core/item-file-path.ts'
import type { Region, RegionKind } from '../model/labels/region.ts'
import type { ItemAsOf } from '../model/items/item-as-of.ts'
import type { ItemDocument } from '../model/items/item.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { SplitName } from '../model/exports/split-of.ts'

/** One exported item. */
export interface ExportRow extends Omit<ItemAsOf, 'decidedIn'> {
  readonly item: ItemDocument
  /** The regions of the label; undefined without a label. */
  readonly regions: readonly Region[] | undefined
  /** Unique in the export, from 1. */
  readonly id: number
  /** The part of the split; undefined if the export is not split. */
  readonly part: SplitName | undefined
  /** Pixels, as displayed; absent if the size is unknown. */
  readonly size?: { readonly width: number; readonly height: number } | undefined
  /** Why the item has no usable image; only in formats that need sizes also `SizeUnknown`. */
  readonly problem?: string | undefined
  /** Returns the id of the next annotation: unique in the export, from 1. */
  readonly annotation: () => number
  /** Counts a feature of this row that the format does not support, by reason, for the manifest. */
  readonly countUnsupported: (reason: string) => void
}

export interface FileName {
  /** Unique in the export; has no slash. */
  readonly name: string
  /** Relative to the export's folder. */
  readonly path: string
  readonly contentType: string
}

export type SmallFile = FileName & { readonly content: string }

/** Facts that are known after all rows are written. */
export interface Summary {
  /** The ids of the classes in exported labels. */
  readonly usedClasses: ReadonlySet<string>
}

export interface WriteContext {
  readonly plan: ExportPlan
  readonly serviceVersion: string
  /** The number of regions of a label in this project. */
  readonly regions: 'One' | 'Many'
}

/**
 * Writes one file for each split. Each row appends text to sections of the file. The texts of a section are joined by
 * `separator` in blocks of any size, and framed; so blocks can be written independently.
 */
export interface StreamWriter {
  readonly sections: number
  readonly separator: string
  readonly fileName: (split: SplitName | undefined) => FileName
  /** Appends the texts of a row to sections. */
  readonly write: (row: ExportRow, append: (section: number, text: string) => void) => void
  /** The texts before each section and after the last one: one more than sections. */
  readonly frame: (summary: Summary) => readonly string[]
  /** Small files beside the file of a split. */
  readonly companions: (split: SplitName | undefined) => readonly SmallFile[]
}

/** The file of one item. The layout names it by `itemFilePathOf`. */
export interface ItemFile extends ItemFilePlace {
  readonly contentType: string
  readonly content: string
}

/** Writes one file for each item, and small companion files outside of the folders of items. */
export interface ItemFilesWriter {
  /** Returns undefined if the row has no file. */
  readonly fileOf: (row: ExportRow, split: SplitName | undefined) => ItemFile | undefined
  readonly companions: (split: SplitName | undefined, summary: Summary) => readonly SmallFile[]
}

export interface ArchiveWriter extends ItemFilesWriter {
  /** The name of the ZIP archive with the files and companions of a split. */
  readonly archiveName: (split: SplitName | undefined) => FileName
}

/** One labeled item of an input file. */
export interface ReadRow {
  readonly path: string
  /** The position in the file: a line number or a JSON pointer. */
  readonly at: string
  readonly regions: readonly { readonly class: string; readonly region: Region }[]
}

/** Reads the labels of a file row by row in bounded memory. */
export type ReadLabels = (content: AsyncIterable<Uint8Array>) => AsyncIterable<ReadRow>

/** The type of a column, as the library `datasets` of Hugging Face names it, or a list of such values. */
export type ColumnType =
  | 'string'
  | 'int64'
  | 'float64'
  | 'bool'
  | { readonly list: 'string' | 'float64' }
  | { readonly struct: Readonly<Record<string, 'string'>> }

/** One table in the data files of a format, as `datasets` loads it. */
export interface GuideTable {
  readonly name: string
  /** Options of the loader, as lines of YAML. */
  readonly loader: readonly string[]
  /** Without types the loader would guess them in each file, and refuse files that differ. */
  readonly columns: Readonly<Record<string, ColumnType>>
}

/** How the files of a format are loaded. */
export interface Guide {
  /** The first one is loaded by default. */
  readonly tables: readonly GuideTable[]
  /**
   * Lines of Python that load the data file and open its images, from the folders `export` and `images`.
   * @param file The path of the data file.
   */
  readonly python: (file: string) => readonly string[]
  /** Facts that a reader must know, as whole sentences. */
  readonly notes: readonly string[]
}

interface FormatFacts {
  readonly name: string
  /** A short description for people. */
  readonly about: string
  /** Details of its files for callers, as whole sentences. */
  readonly notes?: string
  /** The extension of the main file, with the dot. */
  readonly extension: string
  /** The version of the format, as its readers number it. */
  readonly version: string
  /** The kinds of regions that it supports, and so the task types whose labels it supports. */
  readonly takes: readonly RegionKind[]
  /** The data of items that it needs: width and height, text, or the files. */
  readonly needs: readonly ('Sizes' | 'Text' | 'Files')[]
  /**
   * Its options in the request of an export, with descriptions. A format with the option `unsized` leaves out items without a
   * usable image, because its readers fail on an item without a size, unless the export asks to keep them.
   */
  readonly options: Readonly<Record<string, string>>
  /** How its files are loaded, for the `README.md` of an export. */
  readonly guide?: (context: WriteContext) => Guide
  /** Each export adds a version to a labeled dataset. */
  readonly registersDataset?: true
  readonly read?: ReadLabels
}

/** A format with its layout and its reader and writer, as far as it has them. */
export type Format = FormatFacts &
  (
    | { readonly layout: 'Stream'; readonly write?: (context: WriteContext) => StreamWriter }
    | { readonly layout: 'FilePerItem'; readonly write?: (context: WriteContext) => ItemFilesWriter }
    | { readonly layout: 'Archive'; readonly write?: (context: WriteContext) => ArchiveWriter }
  )
