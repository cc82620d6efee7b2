/** Ends of lines for some readers of JSON Lines, which JSON allows within a text. */
const lineEnds = /[\u0085\u2028\u2029]/g

/** The character as an escape of JSON. */
export const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON without any end of a line in it. */
export const jsonText = (value: unknown): string => JSON.stringify(value).replaceAll(lineEnds, escaped)

/** A number with a decimal point: some readers type a column by its first value and lose the others. */
export const decimalText = (value: number): string => {
  const text = String(value)
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text
}
