import type { ErrorCode } from '../core/errors.ts'
import type { ItemDocument, ItemProblem } from '../model/items/item.ts'
import type { UnreadableReason } from '../ports/blobs.ts'

/** Why an export has no usable image of an item. */
export interface ImageFault {
  readonly problem: Exclude<ItemProblem, 'NotDisplayable'> | 'SizeUnknown'
  /** Why the file is `Unreadable`, or the error with which reading its size failed. */
  readonly reason?: UnreadableReason | ErrorCode | undefined
}

type Header = Pick<ItemDocument, 'width' | 'height' | 'problem' | 'unreadable'>

const isKnown = (pixels: number | undefined): boolean => pixels !== undefined && pixels > 0

/**
 * The fault of an item's image; undefined if it has none. An image that only browsers do not show (`NotDisplayable`) has none.
 * @param needsSize Whether an unknown size is a fault.
 */
export const imageFaultOf = (
  { width, height, problem, unreadable }: Header,
  needsSize: boolean,
): ImageFault | undefined => {
  if (problem !== undefined && problem !== 'NotDisplayable')
    return { problem, ...(unreadable && { reason: unreadable }) }
  return needsSize && !(isKnown(width) && isKnown(height)) ? { problem: 'SizeUnknown' } : undefined
}
