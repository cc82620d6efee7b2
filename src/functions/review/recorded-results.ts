import type { ItemId } from '../../domain/core/ids.ts'
import type { ItemAction } from '../../domain/model/items/transitions.ts'
import {
  decodeResults,
  encodeResults,
  itemSet,
  type ReviewResult,
} from '../../domain/review/review-result.ts'

interface ItemsBody {
  readonly items: readonly ItemId[]
}

/** How a review keeps its results: one letter for each item. The order of the items has no meaning. */
export const recordedResults = (action: ItemAction) => ({
  keep: ({ results }: { readonly results: readonly ReviewResult[] }) => encodeResults(results),
  replay: async (kept: string, { body }: { readonly body: ItemsBody }) => ({
    results: [...decodeResults(kept, body.items, action)],
  }),
  meaningOf: (body: ItemsBody) => ({ ...body, items: itemSet(body.items) }),
})
