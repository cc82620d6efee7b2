/** Characters that separate paths, or that a common file system rejects: `\`, `:`, wildcards, quotes, pipes. */
const reserved = /[\\/:*?"<>|]/u

/**
 * Control characters, and invisible characters that change how the text around them is shown: bidirectional overrides,
 * zero-width characters, tags, line and paragraph separators. The two joiners (U+200C, U+200D) are allowed: Persian and
 * many emoji cannot be written without them.
 */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Windows opens a device instead of a file for these names, with any extension; the digits may be superscripts. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/iu

/** The longest file name of the common file systems, in bytes of UTF-8. */
const maxBytes = 255

const bytesOf = (text: string): number => Buffer.byteLength(text)

/** True if `name` is a valid name of one file or folder with the same meaning on every platform. */
export const isSafeName = (name: string): boolean =>
  name !== '' &&
  !name.startsWith(' ') &&
  !name.endsWith(' ') &&
  // Windows drops a trailing dot; this also excludes `.` and `..`.
  !name.endsWith('.') &&
  name.isWellFormed() &&
  !reserved.test(name) &&
  !invisible.test(name) &&
  !device.test(name) &&
  // UTF-8 takes at most three bytes for each UTF-16 unit.
  (name.length * 3 <= maxBytes || bytesOf(name) <= maxBytes)

/** True if a shell would read `name` as a home folder or an option. */
export const beginsLikeOption = (name: string): boolean => name.startsWith('~') || name.startsWith('-')

const extension = /\.([a-z0-9]{1,10})$/i

/**
 * The extension with its dot in lower case, if it has one to ten ASCII letters and digits; otherwise the empty string.
 */
export const plainExtension = (path: string): string => {
  const found = extension.exec(path)?.[1]
  return found === undefined ? '' : `.${found.toLowerCase()}`
}

const cut = (text: string, bytes: number): string => {
  let kept = ''
  let size = 0
  for (const character of text) {
    size += bytesOf(character)
    if (size > bytes) break
    kept += character
  }
  return kept
}

/** Written as loops because a regular expression for the end of a text would try every run of dots in it. */
const trim = (text: string): string => {
  let [from, to] = [0, text.length]
  while (text[from] === ' ') from += 1
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '.')) to -= 1
  return text.slice(from, to)
}

const clean = (name: string): string => {
  const plain = name
    .toWellFormed()
    .replaceAll(/[\\/:*?"<>|]|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '_')
  const ending = plainExtension(plain)
  const stem = ending === '' ? plain : plain.slice(0, -ending.length)
  // 16 bytes of room for an ending and an underscore.
  const kept = trim(`${cut(stem, maxBytes - 16 - ending.length)}${ending}`)
  if (kept === '') return 'file'
  return beginsLikeOption(kept) || device.test(kept) ? `_${kept}` : kept
}

/**
 * The name under which a browser saves a file: the last part of its path, with `_` for each unsafe character.
 * @param endings The endings of the file's type (`.jpg`, `.jpeg`). A name with none of them gets the first.
 */
export const safeFileName = (
  path: string,
  endings: readonly [string, ...string[]] | readonly [] = [],
): string => {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const name = isSafeName(last) && !beginsLikeOption(last) ? last : clean(last)
  const lower = name.toLowerCase()
  const [first] = endings
  if (first === undefined || endings.some((ending) => lower.endsWith(ending))) return name
  const ended = `${name}${first}`
  return isSafeName(ended) ? ended : clean(ended)
}
