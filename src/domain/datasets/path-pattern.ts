/** Which files of a container a dataset means. */
export interface PathPattern {
  /** What all matching paths begin with: all that a listing needs to go through. */
  readonly prefix: string
  readonly matches: (path: string) => boolean
}

const any = '**'

/**
 * Whether `pattern` covers all of `text`, where a wildcard stands for any run of elements, also none. Only the latest
 * wildcard is ever tried again, so the work is at most the product of the lengths.
 */
const covers = <P, T>(
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

const matchSegment = (pattern: string): ((segment: string) => boolean) => {
  if (!pattern.includes('*')) return (segment) => segment === pattern
  // By UTF-16 unit: only whole text is compared, so that no half of a character matches anything else.
  const parts = pattern.split('')
  return (segment) =>
    covers(
      parts,
      segment.split(''),
      (part) => part === '*',
      (part, character) => part === character,
    )
}

type SegmentPart = typeof any | ((segment: string) => boolean)

const partsOf = (text: string): readonly SegmentPart[] => {
  const segments = text.split('/')
  const parts = segments.map((segment): SegmentPart => (segment === any ? any : matchSegment(segment)))
  // `folder/**` means what lies in the folder, not a file of that name.
  return segments.at(-1) === any ? [...parts, () => true] : parts
}

/**
 * `**` as a whole segment stands for folders at any depth, `*` for any characters within a segment; everything else is
 * the character itself. So `folder/**` is all below a folder, `folder/*.png` only what is directly in it, `**\/*.*` each
 * file with a dot in its name, and a text without `*` one file.
 */
export const parsePathPattern = (text: string): PathPattern => {
  const star = text.indexOf('*')
  if (star < 0) return { prefix: text, matches: (path) => path === text }
  const prefix = text.slice(0, star)
  if (text === `${prefix}${any}` && (prefix === '' || prefix.endsWith('/')))
    return { prefix, matches: (path) => path.startsWith(prefix) }
  const parts = partsOf(text)
  return {
    prefix,
    matches: (path) =>
      path.startsWith(prefix) &&
      covers(
        parts,
        path.split('/'),
        (part) => part === any,
        (part, segment) => part !== any && part(segment),
      ),
  }
}
