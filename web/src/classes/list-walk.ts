/** The row that a key leads to in a list of `count`, from the row that is active; undefined: the key is for the text field. */
export const rowAfterKey = (key: string, active: number, count: number): number | undefined => {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
  const by = steps[key]
  return by === undefined || count === 0 ? undefined : Math.min(count - 1, Math.max(0, active + by))
}
