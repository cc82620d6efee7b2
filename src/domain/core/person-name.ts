const maxLength = 256

/** Control characters, and marks that turn the direction of the text around the name. */
const unshown = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/**
 * The name of a person from a token, for people to read: in one line and of at most 256 characters. A name identifies nobody,
 * so no check rests on it. Undefined if nothing of it can be shown.
 */
export const personName = (text: string): string | undefined => {
  const words = text.toWellFormed().normalize('NFC').replaceAll(unshown, ' ').split(/\s+/)
  const name = Array.from(words.join(' ').trim()).slice(0, maxLength).join('').trim()
  return name === '' ? undefined : name
}
