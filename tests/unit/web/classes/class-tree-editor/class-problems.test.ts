import { expect, test } from '@jest/globals'
import { countProblems, problemsOf } from '../../../../../web/src/classes/class-tree-editor/class-problems.ts'

const row = (key: string, name: string, others = {}) => ({ key, name, level: 0, ...others })

test.each([
  ['', 'Empty'],
  ['  ', 'Empty'],
  ['a'.repeat(257), 'TooLong'],
  ['a/b', 'BadCharacter'],
  ['a;b', 'BadCharacter'],
  ['=1', 'BadStart'],
  ['-x', 'BadStart'],
  ['a ', 'BadStart'],
])('the name %j has the problem %s', (name, problem) => {
  expect(problemsOf([row('k', name)]).get('k')).toEqual({ name: problem })
})

test('a usual class has no problem', () => {
  expect(problemsOf([row('k', 'T-shirt (long)', { shortcut: 't', description: 'x' })]).size).toBe(0)
})

test('both of two classes with one name are told, in any form of their letters, and not on other levels', () => {
  const rows = [row('1', 'Caf\u00e9'), row('2', 'Cafe\u0301'), row('3', 'Caf\u00e9', { level: 1 })]
  expect([...problemsOf(rows)]).toEqual([
    ['1', { name: 'Repeated' }],
    ['2', { name: 'Repeated' }],
  ])
})

test('a seventh level is too deep', () => {
  const rows = Array.from({ length: 7 }, (_, level) => ({ key: String(level), name: 'a', level }))
  expect([...problemsOf(rows)]).toEqual([['6', { name: 'TooDeep' }]])
})

test('a shortcut is one free key', () => {
  const rows = [
    row('1', 'a', { shortcut: 'x' }),
    row('2', 'b', { shortcut: 'x' }),
    row('3', 'c', { shortcut: 's' }),
    row('4', 'd', { shortcut: 'é' }),
    row('5', 'e', { shortcut: '5' }),
  ]
  expect([...problemsOf(rows)]).toEqual([
    ['1', { shortcut: 'KeyTaken' }],
    ['2', { shortcut: 'KeyTaken' }],
    ['3', { shortcut: 'KeyOfCommand' }],
    ['4', { shortcut: 'BadKey' }],
  ])
})

test('a tree tells how many classes it has and how many are wrong', () => {
  expect(countProblems([{ name: 'a', classes: [{ name: '' }, { name: 'c' }] }])).toEqual({
    classes: 3,
    wrong: 1,
  })
  expect(countProblems([{ name: 'a', description: 'x'.repeat(1001) }]).wrong).toBe(1)
})
