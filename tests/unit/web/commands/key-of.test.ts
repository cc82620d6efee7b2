import { expect, test } from '@jest/globals'
import { isSingleKey, keyOf } from '../../../../web/src/commands/key-of.ts'

const press = (
  key: string,
  code: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => keyOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers })

test('a digit is the same key on QWERTY, AZERTY and the number pad', () => {
  expect(press('1', 'Digit1')).toBe('1')
  expect(press('&', 'Digit1')).toBe('1')
  expect(press('1', 'Digit1', { shiftKey: true })).toBe('Shift+1')
  expect(press('1', 'Numpad1')).toBe('1')
})

test('a letter is what the keyboard prints', () => {
  expect(press('a', 'KeyQ')).toBe('a')
  expect(press('A', 'KeyQ', { shiftKey: true })).toBe('Shift+a')
  expect(press('z', 'KeyW', { ctrlKey: true })).toBe('Ctrl+z')
  expect(press('z', 'KeyZ', { metaKey: true })).toBe('Ctrl+z')
})

test('a sign is itself, with or without Shift', () => {
  expect(press('?', 'Slash', { shiftKey: true })).toBe('?')
  expect(press('?', 'KeyM')).toBe('?')
  expect(press('ArrowRight', 'ArrowRight', { shiftKey: true })).toBe('Shift+ArrowRight')
  expect(press(' ', 'Space')).toBe('Space')
})

test('single keys are those without Ctrl and Alt that print a character', () => {
  expect(['a', 'Shift+a', '1', '?'].map(isSingleKey)).toEqual([true, true, true, true])
  expect(['Ctrl+a', 'Alt+1', 'Enter', 'ArrowLeft', 'Space'].map(isSingleKey)).toEqual(Array(5).fill(false))
})
