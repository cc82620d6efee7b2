import { useSyncExternalStore } from 'react'

interface ExternalStore<State> {
  readonly state: () => State
  readonly subscribe: (listener: () => void) => () => void
}

/** A part of a store beside React: the component renders when this part is another one. The part must be a stable object. */
export const useSlice = <State, Slice>(store: ExternalStore<State>, slice: (state: State) => Slice): Slice =>
  useSyncExternalStore(store.subscribe, () => slice(store.state()))
