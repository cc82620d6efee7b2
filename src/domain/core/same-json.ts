const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  )
}

/** A text that is the same for the same JSON value: the order of properties has no meaning, an undefined one is absent. */
export const jsonMeaning = (value: unknown): string => JSON.stringify(inOrder(value)) ?? ''

export const isSameJson = (one: unknown, other: unknown): boolean => jsonMeaning(one) === jsonMeaning(other)
