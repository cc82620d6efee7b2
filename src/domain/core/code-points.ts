const surrogates = { first: 0xd800, after: 0xe000 }

/** UTF-16 units in the order of the code points that they belong to: those of pairs come last. */
const rankOf = (unit: number): number =>
  unit >= surrogates.first && unit < surrogates.after ? unit + 0x10000 : unit

/** Compares texts by code point, as the store orders them: less than, equal to or greater than 0. */
export const compareCodePoints = (one: string, other: string): number => {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) {
    const difference = rankOf(one.charCodeAt(at)) - rankOf(other.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return one.length - other.length
}
