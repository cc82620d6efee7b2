import { putNewest } from '../../core/put-newest.ts'
import type { UserId } from '../../core/ids.ts'
import type { Store } from '../../ports/store.ts'

const maxLabelers = 10_000

/** By the store that they were read from; the labeler used last is last. */
const memories = new WeakMap<Store, Map<string, readonly number[]>>()

const keyOf = (uid: string, labeler: UserId): string => `${uid} ${labeler}`

/** @param segments In which the labeler can have a page, the current one first */
export const noteSegments = (
  store: Store,
  uid: string,
  labeler: UserId,
  segments: readonly number[],
): void => {
  const memory = memories.get(store) ?? new Map<string, readonly number[]>()
  memories.set(store, memory)
  putNewest(memory, keyOf(uid, labeler), segments, maxLabelers)
}

/**
 * The segments of a labeler as this process last read them. A hint: only the order of the search may follow from it. Undefined if
 * this process has not read them.
 */
export const knownSegments = (store: Store, uid: string, labeler: UserId): readonly number[] | undefined =>
  memories.get(store)?.get(keyOf(uid, labeler))
