/** At the begin of a cell: a character that makes a spreadsheet read a formula, or one that it skips before it. */
const first = /^[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20]/

const signs = /[=+\-@\uff1d\uff0b\uff0d\uff20]/g
const separators = ';\t\r\n'
const skipped = /["\s]/

/**
 * True if a reader with another separator than the comma begins a cell before this place: it knows neither the quotes around a
 * field nor the end of a line within it.
 */
const beginsCell = (text: string, at: number): boolean => {
  for (let before = at - 1; before >= 0; before -= 1) {
    const character = text.charAt(before)
    if (separators.includes(character)) return true
    if (!skipped.test(character)) return false
  }
  return false
}

/** The text with a leading `'` if it begins like a formula. */
export const asText = (text: string): string => (first.test(text) ? `'${text}` : text)

/** Replaces the sign of each formula after `;`, a tab or a line break within the text. */
export const replaceInnerFormulas = (text: string, replace: (sign: string) => string): string =>
  text.replaceAll(signs, (sign, at: number, whole: string) => (beginsCell(whole, at) ? replace(sign) : sign))

/** The text with a `'` before each formula after `;`, a tab or a line break, too. */
export const asTextAnywhere = (text: string): string =>
  replaceInnerFormulas(asText(text), (sign) => `'${sign}`)

/** True if a reader with another separator than the comma finds a formula within the text. */
export const hasInnerFormula = (text: string): boolean =>
  [...text.matchAll(signs)].some(({ index }) => beginsCell(text, index))
