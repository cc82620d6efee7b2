/** What no file system keeps apart from the path around it, or would not take: `\`, `:`, wildcards, quotes, pipes. */
const reserved = /[\\/:*?"<>|]/u

/**
 * Controls, and characters that are not seen but change what is: bidirectional overrides, zero-width ones, tags, line and
 * paragraph separators. The two joiners (U+200C, U+200D) stay: Persian and many emoji cannot be written without them.
 */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** Windows opens a device instead of a file by these names, whatever their extension; the digits may be superscripts. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/iu

/** What the common file systems take as one name. */
const maxBytes = 255

const bytesOf = (text: string): number => Buffer.byteLength(text)

/** One name of a file or folder that means the same on every platform, and nothing but itself. */
export const isSafeName = (name: string): boolean =>
  name !== '' &&
  !name.startsWith(' ') &&
  !name.endsWith(' ') &&
  // Windows drops them; and `.` and `..` end in one.
  !name.endsWith('.') &&
  name.isWellFormed() &&
  !reserved.test(name) &&
  !invisible.test(name) &&
  !device.test(name) &&
  // No character takes more than three bytes for each of its units.
  (name.length * 3 <= maxBytes || bytesOf(name) <= maxBytes)

/** What a shell takes for a home folder or an option. */
export const beginsLikeOption = (name: string): boolean => name.startsWith('~') || name.startsWith('-')

const extension = /\.([a-z0-9]{1,10})$/i

/** The extension with its dot, lower case, if it is a plain one of at most ten letters and digits; else nothing. */
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

/** By hand: an expression for the end of a text would try every run of dots in it. */
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
  // Room for an ending and an underscore.
  const kept = trim(`${cut(stem, maxBytes - 16 - ending.length)}${ending}`)
  if (kept === '') return 'file'
  return beginsLikeOption(kept) || device.test(kept) ? `_${kept}` : kept
}

/**
 * The name that a file is saved under: the last part of its path, kept where it is safe, else with `_` for what is not.
 * @param endings What such a file is called: if its name has none of these (`.jpg`, `.jpeg`), it gets the first.
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
