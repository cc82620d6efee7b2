/** First characters that make a spreadsheet read a formula, including full-width forms. */
const sign = '[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]'

/** Also the characters at the begin of a cell that a spreadsheet skips. */
const first = new RegExp(`^(?:[\\t\\r\\n]|${sign})`)

/**
 * A place where a reader with another separator than the comma begins a cell with a formula: it knows neither the quotes around
 * a field nor the end of a line within it.
 */
const inner = new RegExp(`([;\\t\\r\\n]["\\s]*)(?=${sign})`, 'g')

/** The text with a leading `'` if it begins like a formula. */
export const asText = (text: string): string => (first.test(text) ? `'${text}` : text)

/** The text with a `'` before each formula after `;`, a tab or a line break, too. */
export const asTextAnywhere = (text: string): string => asText(text).replaceAll(inner, "$1'")

/** True if a reader with another separator than the comma finds a formula within the text. */
export const hasInnerFormula = (text: string): boolean => text.search(inner) >= 0
