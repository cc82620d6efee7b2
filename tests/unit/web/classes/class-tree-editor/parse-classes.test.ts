import { expect, test } from '@jest/globals'
import { pathsOf } from '../../../../../web/src/classes/class-tree-editor/class-rows.ts'
import { mergeClasses } from '../../../../../web/src/classes/class-tree-editor/merge-classes.ts'
import { parseClasses } from '../../../../../web/src/classes/class-tree-editor/parse-classes.ts'
import { parseTable } from '../../../../../web/src/classes/class-tree-editor/parse-table.ts'

const paths = (text: string): readonly string[] => parseClasses(text).map(({ path }) => path.join('/'))

test('each line is a class, below the line that is indented less', () => {
  expect(paths('Animal\n  Cat\n    Siamese\n  Dog\n\nCar\r\n')).toEqual([
    'Animal',
    'Animal/Cat',
    'Animal/Cat/Siamese',
    'Animal/Dog',
    'Car',
  ])
  expect(paths('Animal\n\tCat\n    Dog')).toEqual(['Animal', 'Animal/Cat', 'Animal/Dog'])
})

test('lists of Markdown and paths are read, too', () => {
  expect(paths('- Animal\n  - Cat\n* Car')).toEqual(['Animal', 'Animal/Cat', 'Car'])
  expect(paths('Animal/Cat\nAnimal / Dog')).toEqual(['Animal/Cat', 'Animal/Dog'])
  expect(paths('T-shirt, long')).toEqual(['T-shirt, long'])
})

test('a table has a column of names or paths', () => {
  expect(
    parseClasses('Path;Color;Key;Description\nAnimal/Cat;#1f77b4;C;"A ""cat""; whole"\nCar;red;;'),
  ).toEqual([
    { path: ['Animal', 'Cat'], color: '#1f77b4', shortcut: 'c', description: 'A "cat"; whole' },
    { path: ['Car'] },
  ])
})

test('cells may have line breaks and separators in quotes', () => {
  expect(parseTable('a,"b\nc",d\r\n\n1,"2,3",')).toEqual([
    ['a', 'b\nc', 'd'],
    ['1', '2,3', ''],
  ])
})

test('classes that are there are kept, and missing ones above them are made', () => {
  let key = 0
  const rows = mergeClasses(
    [
      { key: 'A', name: 'Animal', level: 0, color: '#000000' },
      { key: 'C', name: 'Car', level: 0 },
    ],
    [{ path: ['Animal', 'Cat', 'Siamese'] }, { path: ['Animal'], color: '#ffffff', shortcut: 'a' }],
    () => String((key += 1)),
  )
  expect(pathsOf(rows)).toEqual(['Animal', 'Animal/Cat', 'Animal/Cat/Siamese', 'Car'])
  expect(rows[0]).toEqual({ key: 'A', name: 'Animal', level: 0, color: '#000000', shortcut: 'a' })
})
