import { expect, test } from '@jest/globals'
import { classKeys } from '../../../../web/src/classes/class-keys.ts'
import { listClasses } from '../../../../web/src/classes/class-list.ts'

const keysOf = (classes: Parameters<typeof listClasses>[0], taken: readonly string[] = []) =>
  Object.fromEntries(classKeys(listClasses(classes), (key) => taken.includes(key)))

test('ten digits, then with Shift, then with Alt and Shift', () => {
  const names = Array.from({ length: 35 }, (_, index) => ({ name: `c${index}` }))
  const keys = keysOf(names)
  expect([keys['c0'], keys['c8'], keys['c9'], keys['c10'], keys['c19'], keys['c20'], keys['c29']]).toEqual([
    '1',
    '9',
    '0',
    'Shift+1',
    'Shift+0',
    'Alt+Shift+1',
    'Alt+Shift+0',
  ])
  expect(keys['c30']).toBeUndefined()
})

test('a key of the lead goes first, and the digits go on with the others', () => {
  expect(keysOf([{ name: 'Bag' }, { name: 'Shoe', shortcut: 'b' }, { name: 'Hat', shortcut: '1' }])).toEqual({
    Bag: '2',
    Shoe: 'b',
    Hat: '1',
  })
})

test('a key of a command stays with the command', () => {
  expect(keysOf([{ name: 'Shoe', shortcut: 's' }], ['s', '1'])).toEqual({ Shoe: '2' })
})

test('classes of each level are named by their paths, and each has a colour', () => {
  const classes = listClasses([
    { name: 'Animal', color: '#112233', classes: [{ name: 'Dog', classes: [{ name: 'Poodle' }] }] },
    { name: 'Plant' },
  ])
  expect(classes.map(({ path, level }) => [path, level])).toEqual([
    ['Animal', 0],
    ['Animal/Dog', 1],
    ['Animal/Dog/Poodle', 2],
    ['Plant', 0],
  ])
  expect(classes[0]?.color).toBe('#112233')
  expect(new Set(classes.map(({ color }) => color)).size).toBe(4)
})
