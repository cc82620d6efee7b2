import type { Millis } from '../core/time.ts'
import type { Decided, ItemDocument } from '../model/items/item.ts'

/** An answer of the caller: in force, or rejected. */
export interface MyAnswer {
  readonly item: ItemDocument
  readonly answer: Decided
  readonly rejected?: { readonly at: Millis; readonly comment?: string | undefined } | undefined
}
