/**
 * True if `pattern` matches all of `text`. A wildcard matches any run of elements, also an empty one. Backtracking returns
 * only to the latest wildcard, so the work is at most the product of the two lengths.
 */
export const matchWildcards = <P, T>(
  pattern: readonly P[],
  text: readonly T[],
  isWildcard: (part: P) => boolean,
  fits: (part: P, element: T) => boolean,
): boolean => {
  let [at, position, wildcard, resumeAt] = [0, 0, -1, 0]
  while (position < text.length) {
    const [part, element] = [pattern[at], text[position]]
    if (part !== undefined && isWildcard(part)) {
      wildcard = at
      resumeAt = position
      at += 1
    } else if (part !== undefined && element !== undefined && fits(part, element)) {
      at += 1
      position += 1
    } else if (wildcard >= 0) {
      resumeAt += 1
      position = resumeAt
      at = wildcard + 1
    } else return false
  }
  return pattern.slice(at).every(isWildcard)
}
