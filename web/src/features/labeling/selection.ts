/** The focused item of the grid, and the selected ones. */
export interface SelectionState {
  readonly focused: string | undefined
  /** Where a range begins. */
  readonly anchor: string | undefined
  readonly selected: ReadonlySet<string>
}

/** Lives beside React, so that a key press renders the tiles that it changes and no others. */
export const createSelection = () => {
  let state: SelectionState = { focused: undefined, anchor: undefined, selected: new Set() }
  const listeners = new Set<() => void>()
  const set = (change: Partial<SelectionState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  return {
    state: () => state,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    focus: (item: string | undefined): void => {
      if (state.focused !== item || state.anchor !== item) set({ focused: item, anchor: item })
    },
    select: (items: readonly string[]): void => set({ selected: new Set(items) }),
    toggle: (item: string): void => {
      const selected = new Set(state.selected)
      if (!selected.delete(item)) selected.add(item)
      set({ focused: item, anchor: item, selected })
    },
    /** Selects from the anchor to the item. */
    extend: (items: readonly string[], item: string): void => {
      const from = Math.max(0, items.indexOf(state.anchor ?? item))
      const to = items.indexOf(item)
      if (to < 0) return
      set({
        focused: item,
        selected: new Set(items.slice(Math.min(from, to), Math.max(from, to) + 1)),
      })
    },
    clear: (): void => {
      if (state.selected.size > 0) set({ selected: new Set() })
    },
    /** Another page: nothing is selected, and its first open item has the focus. */
    begin: (item: string | undefined): void => set({ focused: item, anchor: item, selected: new Set() }),
  }
}

export type Selection = ReturnType<typeof createSelection>
