import type { Heard } from './label-actions.ts'

/** The last thing that happened, for the live region. */
export const createHeardStore = () => {
  let last: { readonly heard: Heard } | undefined
  const listeners = new Set<() => void>()
  return {
    state: () => last,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hear: (heard: Heard): void => {
      last = { heard }
      for (const listener of listeners) listener()
    },
  }
}

export type HeardStore = ReturnType<typeof createHeardStore>
