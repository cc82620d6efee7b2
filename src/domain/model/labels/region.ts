import type { ClassId } from '../../core/ids.ts'

/** Fractions 0..1 of the displayed image; x to the right, y down. */
type Point = readonly [x: number, y: number]
type Ring = readonly Point[]

/**
 * The common form of task types and formats: a class and the area to which it applies. `Class`: the whole item. `Box`:
 * `[x, y, width, height]`. `Polygon`: parts, each an outer ring and its holes. `Mask`: the pixels with `value` in a label
 * map, which is named by its hash. `Span`: code points of the text, end exclusive.
 */
export type Region = { readonly class: ClassId } & (
  | { readonly kind: 'Class' }
  | { readonly kind: 'Box'; readonly box: readonly [x: number, y: number, width: number, height: number] }
  | { readonly kind: 'Polygon'; readonly parts: readonly (readonly Ring[])[] }
  | { readonly kind: 'Mask'; readonly sha256: string; readonly value: number }
  | { readonly kind: 'Span'; readonly start: number; readonly end: number; readonly text: string }
)

export type RegionKind = Region['kind']
