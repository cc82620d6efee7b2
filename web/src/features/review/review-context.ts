import { createContext, use } from 'react'
import type { ListedClass } from '../../classes/class-list.ts'
import type { Refused } from '../../items/send-review.ts'

/** What the tiles of the grid have in common. */
export interface ReviewContextValue {
  readonly project: string
  readonly classes: ReadonlyMap<string, ListedClass>
  readonly nameOf: (user: string) => string
  readonly refusals: ReadonlyMap<string, Refused>
  readonly size: 'small' | 'large'
  readonly reload: (item: string) => void
  /** Reads the URLs of an item again. */
  readonly freshen: (item: string) => void
}

const ReviewContext = createContext<ReviewContextValue | undefined>(undefined)
export const ReviewProvider = ReviewContext.Provider

export const useReviewContext = (): ReviewContextValue => {
  const value = use(ReviewContext)
  if (!value) throw new Error('There is no review above this component')
  return value
}
