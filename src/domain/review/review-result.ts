import type { ItemId } from '../core/ids.ts'
import type { ItemState } from '../model/items/item.ts'
import { statesAllowing, type ItemAction } from '../model/items/transitions.ts'

type RefusalCode = 'ItemNotFound' | 'ItemChangedSince' | 'WrongItemState'

export interface ReviewResult {
  readonly item: ItemId
  readonly status: 'Accepted' | 'Refused'
  readonly error?: { readonly code: RefusalCode; readonly message: string }
}

export const accepted = (item: ItemId): ReviewResult => ({ item, status: 'Accepted' })

export const itemMissing = (item: ItemId): ReviewResult => ({
  item,
  status: 'Refused',
  error: {
    code: 'ItemNotFound',
    message: 'There is no such item in this project; list its items',
  },
})

export const changedSinceSeen = (item: ItemId): ReviewResult => ({
  item,
  status: 'Refused',
  error: {
    code: 'ItemChangedSince',
    message: 'The item changed since you saw it; load it again, and send the ETag that it has now',
  },
})

/** @param found The state that the item had. */
export const wrongState = (item: ItemId, action: ItemAction, found: ItemState | undefined): ReviewResult => ({
  item,
  status: 'Refused',
  error: {
    code: 'WrongItemState',
    message: `The item ${found === undefined ? 'had another state' : `is ${found}`}; this action needs items that are ${statesAllowing(action).join(' or ')}`,
  },
})

/** The distinct items of a request, in an order that does not depend on the order of the request. */
export const itemSet = (items: readonly ItemId[]): readonly ItemId[] => [...new Set(items)].toSorted()

const codes = {
  Accepted: 'a',
  ItemChangedSince: 'c',
  ItemNotFound: 'n',
  WrongItemState: 'w',
} as const satisfies Readonly<Record<RefusalCode | 'Accepted', string>>

/** The results of a review as one letter for each distinct item, in the order of `itemSet`. */
export const encodeResults = (results: readonly ReviewResult[]): string => {
  const byItem = new Map(results.map(({ item, error }) => [item, codes[error?.code ?? 'Accepted']]))
  return itemSet([...byItem.keys()])
    .map((item) => byItem.get(item) ?? '')
    .join('')
}

/** The results from their letters, in the order of `items`. */
export const decodeResults = (
  text: string,
  items: readonly ItemId[],
  action: ItemAction,
): readonly ReviewResult[] => {
  const codeOf = new Map(itemSet(items).map((item, index) => [item, text[index]]))
  return [...new Set(items)].map((item) => {
    const code = codeOf.get(item)
    if (code === codes.Accepted) return accepted(item)
    if (code === codes.ItemChangedSince) return changedSinceSeen(item)
    return code === codes.ItemNotFound ? itemMissing(item) : wrongState(item, action, undefined)
  })
}
