const tileOf = (): HTMLElement | null => {
  const { activeElement } = document
  return activeElement instanceof HTMLElement
    ? activeElement.closest<HTMLElement>('.item-grid [data-key]')
    : null
}

/** The id of the item whose tile has the focus. */
export const focusedItem = (): string | undefined => tileOf()?.dataset['key']

/** Moves the focus from the tile of an item to the next one; false if the focus is elsewhere. */
export const focusNext = (item: string): boolean => {
  const tile = tileOf()
  if (tile?.dataset['key'] !== item) return false
  const tiles = [...(tile.closest('.item-grid')?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
  tiles[tiles.indexOf(tile) + 1]?.focus()
  return true
}

/** The same after a dialog has given the focus back. */
export const focusNextAfterDialog = (item: string): void => {
  requestAnimationFrame(() => requestAnimationFrame(() => focusNext(item)))
}
