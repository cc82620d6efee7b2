import { matchWildcards } from './match-wildcards.ts'

/** The parsed path pattern of a dataset. */
export interface PathPattern {
  /** The common prefix of all matching paths; a listing with this prefix finds them all. */
  readonly prefix: string
  readonly matches: (path: string) => boolean
}

const any = '**'

/**
 * Matches one segment. Each text between stars is searched from the end of the text before: the first place is always the
 * best, because it leaves most to the rest. Texts are compared whole, so that half of a surrogate pair matches nothing.
 */
const matchSegment = (pattern: string): ((segment: string) => boolean) => {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return (segment) => segment === first
  return (segment) => {
    const end = segment.length - last.length
    if (end < first.length || !segment.startsWith(first) || !segment.endsWith(last)) return false
    let from = first.length
    for (const text of others) {
      const at = segment.indexOf(text, from)
      if (at < 0 || at + text.length > end) return false
      from = at + text.length
    }
    return true
  }
}

type SegmentPart = typeof any | ((segment: string) => boolean)

const partsOf = (text: string): readonly SegmentPart[] => {
  const segments = text.split('/')
  const parts = segments.map((segment): SegmentPart => (segment === any ? any : matchSegment(segment)))
  // `folder/**` matches the files in the folder, not a file of that name.
  return segments.at(-1) === any ? [...parts, () => true] : parts
}

/**
 * Parses a path pattern. `**` as a whole segment matches folders at any depth, `*` any characters within a segment; every
 * other character matches itself. So `folder/**` matches all files below a folder, `folder/*.png` only files directly in
 * it, `**\/*.*` each file with a dot in its name, and a pattern without `*` one file.
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
      matchWildcards(
        parts,
        path.split('/'),
        (part) => part === any,
        (part, segment) => part !== any && part(segment),
      ),
  }
}
