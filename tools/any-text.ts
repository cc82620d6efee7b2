import * as fc from 'fast-check'

const firstSurrogate = 0xd800
const surrogates = 0x800
const characters = 0x110000 - surrogates

const characterAt = (index: number): string =>
  String.fromCodePoint(index < firstSurrogate ? index : index + surrogates)

const indexOf = (value: unknown): number => {
  const code = typeof value === 'string' ? value.codePointAt(0) : undefined
  const index = code === undefined || code < firstSurrogate ? code : code - surrogates
  if (index === undefined || characterAt(index) !== value) throw new Error('It is not one character')
  return index
}

const character = fc.nat(characters - 1).map(characterAt, indexOf)

/** Text of any characters. `unit: 'binary'` would say the same, but it builds a table of all of them: a second and 100 MB. */
export const anyText = (limits: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  fc.string({ ...limits, unit: character })
