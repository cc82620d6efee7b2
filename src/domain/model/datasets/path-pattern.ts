import { matchWildcards } from './match-wildcards.ts'

/** Which files of a container a dataset means. */
export interface PathPattern {
  /** What all matching paths begin with: all that a listing needs to go through. */
  readonly prefix: string
  readonly matches: (path: string) => boolean
}

const any = '**'

/**
 * The texts between the stars, each at the first place after the one before: no later place would leave more to the rest.
 * Compared by UTF-16 unit, but whole texts only, so that no half of a character matches anything else.
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
      matchWildcards(
        parts,
        path.split('/'),
        (part) => part === any,
        (part, segment) => part !== any && part(segment),
      ),
  }
}
