import type { ItemDocument } from '../model/items/item.ts'
import type { AsOf } from '../model/items/item-as-of.ts'
import type { ExportPlan } from '../model/exports/export.ts'
import type { SplitName } from '../model/exports/split-of.ts'

/** One exported item. */
export interface ExportRow extends AsOf {
  readonly item: ItemDocument
  /** Unique in the export, from 1. */
  readonly id: number
  /** Pixels; 0 if they cannot be known. */
  readonly width: number
  readonly height: number
  /** Gives the next annotation's id: unique in the export, from 1. */
  readonly annotation: () => number
}

export interface FileName {
  readonly name: string
  readonly path: string
  readonly contentType: string
}

/** What is known when all rows are written. */
export interface Summary {
  /** Ids of the classes that a label in the export has. */
  readonly usedClasses: ReadonlySet<string>
}

/**
 * How a format writes a file: for each row some text into one of its sections; the sections' texts, in blocks of any
 * size, are joined by `separator` and framed. So blocks are written without knowing of each other.
 */
export interface Format {
  readonly sections: number
  readonly separator: string
  readonly fileName: (split: SplitName | undefined) => FileName
  /** Appends the row's texts to sections. */
  readonly write: (row: ExportRow, append: (section: number, text: string) => void) => void
  /** What stands before each section, and after the last: one more than there are sections. */
  readonly frame: (summary: Summary) => readonly string[]
  /** Small files beside each. */
  readonly companions: (split: SplitName | undefined) => readonly (FileName & { readonly content: string })[]
}

export type CreateFormat = (plan: ExportPlan, serviceVersion: string) => Format
