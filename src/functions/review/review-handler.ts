import type { Caller } from '../../domain/core/caller.ts'
import type { ItemId, ProjectName } from '../../domain/core/ids.ts'
import type { RequestSeed } from '../../domain/core/request-seed.ts'
import type { ReviewAction } from '../../domain/model/items/review-actions.ts'
import type { ReviewOperation, SeenItem } from '../../domain/review/change-items.ts'
import {
  decodeResults,
  encodeResults,
  itemSet,
  type ReviewResult,
} from '../../domain/review/review-result.ts'
import { seenIn } from './review-schemas.ts'

interface Body {
  readonly seen?: readonly SeenItem[] | undefined
  readonly items?: readonly ItemId[] | undefined
  readonly comment?: string | undefined
}

interface Request {
  readonly caller: Caller
  readonly params: { readonly project: ProjectName }
  readonly body: Body
  readonly seed: RequestSeed | undefined
}

const namedIn = ({ seen = [], items = [] }: Body): readonly ItemId[] => [
  ...items,
  ...seen.map(({ item }) => item),
]

/** The body without the order of its items, which has no meaning. */
const meaningOf = (body: Body): object => {
  const { items, seen, ...rest } = seenIn(body)
  const etags = new Map(seen?.map(({ item, etag }) => [item, etag] as const))
  return {
    ...rest,
    ...(items && { items: itemSet(items) }),
    ...(seen && { seen: itemSet([...etags.keys()]).map((item) => [item, etags.get(item)]) }),
  }
}

/** The handler of a review. It keeps one letter for each item as the result. */
export const reviewHandler = (review: ReviewOperation, action: ReviewAction) => ({
  run: async ({ caller, params, body, seed }: Request) => ({
    results: [...(await review(caller, { ...params, ...seenIn(body), seed }))],
  }),
  recorded: {
    keep: ({ results }: { readonly results: readonly ReviewResult[] }) => encodeResults(results),
    replay: async (kept: string, { body }: { readonly body: Body }) => ({
      results: [...decodeResults(kept, namedIn(body), action)],
    }),
    meaningOf,
  },
  present: (body: { readonly results: readonly ReviewResult[] }) => ({ status: 200 as const, body }),
})
