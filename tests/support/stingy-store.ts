import type { Store } from '../../src/domain/ports/store.ts'

const nothing = 'nothing:'

/**
 * A store that gives as little as the port allows: every other answer of a query is empty and has a continuation, and the
 * others hold a third of what was asked for.
 */
export const stingyStore = (store: Store): Store => ({
  ...store,
  query: async (container, partition, query) => {
    const { continuation } = query
    if (continuation?.startsWith(nothing) !== true)
      return { documents: [], continuation: `${nothing}${continuation ?? ''}` }
    const from = continuation.slice(nothing.length)
    return store.query(container, partition, {
      ...query,
      limit: Math.ceil(query.limit / 3),
      continuation: from === '' ? undefined : from,
    })
  },
})
