/** Text by code point, which is the order of its UTF-8 bytes; JavaScript's own `<` goes by UTF-16 units. */
export const byCodePoint = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
