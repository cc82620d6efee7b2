const tileOf = (): HTMLElement | null => {
  const { activeElement } = document
  return activeElement instanceof HTMLElement
    ? activeElement.closest<HTMLElement>('.item-grid [data-key]')
    : null
}

/** The id of the item whose tile has the focus. */
export const focusedItem = (): string | undefined => tileOf()?.dataset['key']

/** Moves the focus from the tile of an item to the next one. */
export const focusNext = (item: string): void => {
  const tile = tileOf()
  if (tile?.dataset['key'] !== item) return
  const tiles = [...(tile.closest('.item-grid')?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
  tiles[tiles.indexOf(tile) + 1]?.focus()
}
