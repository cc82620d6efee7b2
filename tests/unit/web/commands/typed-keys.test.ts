import { expect, test } from '@jest/globals'
import { nothingTyped, typeKey } from '../../../../web/src/commands/typed-keys.ts'

const type = (...keys: readonly string[]) =>
  keys.reduce((typed, key) => typeKey(typed, { key }), nothingTyped)

test('characters are text, and keys with a name are none', () => {
  expect(type('b', 'Shift', 'É', 'Tab', ' ', '😀', 'ArrowLeft')).toEqual({ text: 'bÉ 😀', isEntered: false })
})

test('Backspace takes one character back', () => {
  expect(type('Backspace', 'a', '😀', 'Backspace')).toEqual({ text: 'a', isEntered: false })
})

test('nothing follows Enter', () => {
  expect(type('a', 'Enter', 'b', 'Backspace')).toEqual({ text: 'a', isEntered: true })
})
