import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import {
  classesOf,
  endOf,
  pathsOf,
  rowsOf,
  type Rows,
} from '../../../../../web/src/classes/class-tree-editor/class-rows.ts'
import {
  addRow,
  changeRow,
  indentRow,
  moveRow,
  outdentRow,
  removeRow,
  swapRow,
} from '../../../../../web/src/classes/class-tree-editor/edit-rows.ts'

const keys = () => {
  let last = 0
  return () => String((last += 1))
}

/** Reads `Animal`, `.Cat`, `..Siamese`: a dot for each level. The key of a row is its name. */
const tree = (text: string): Rows =>
  text.split(' ').map((word) => {
    const name = word.replaceAll('.', '')
    return { key: name, name, level: word.length - name.length }
  })
const show = (rows: Rows): string => rows.map(({ level, name }) => '.'.repeat(level) + name).join(' ')

const animals = tree('Animal .Cat ..Siamese .Dog Car')

test('a tree is the same after it was a list', () => {
  const classes = [
    {
      id: 'c1',
      name: 'Animal',
      color: '#1f77b4',
      classes: [{ name: 'Cat', classes: [{ name: 'Siamese' }] }],
    },
    { name: 'Car', shortcut: 'c', description: 'With wheels', examples: ['5f1c'] },
  ]
  const rows = rowsOf(classes, keys())
  expect(pathsOf(rows)).toEqual(['Animal', 'Animal/Cat', 'Animal/Cat/Siamese', 'Car'])
  expect(classesOf(rows)).toEqual(classes)
})

test('a new class follows the chosen one and all below it', () => {
  expect(show(addRow(animals, 'Cat', { key: 'n', name: 'New' }))).toBe('Animal .Cat ..Siamese .New .Dog Car')
  expect(show(addRow(animals, undefined, { key: 'n', name: 'New' }))).toBe(
    'Animal .Cat ..Siamese .Dog Car New',
  )
})

test('a class is removed with all below it', () => {
  expect(show(removeRow(animals, 'Cat'))).toBe('Animal .Dog Car')
  expect(removeRow(animals, 'Nobody')).toBe(animals)
})

test('a field that is undefined is taken away', () => {
  const colored = changeRow(animals, 'Cat', { color: '#000000', name: 'Katze' })
  expect(colored[1]).toEqual({ key: 'Cat', name: 'Katze', level: 1, color: '#000000' })
  const shown = changeRow(animals, 'Cat', { examples: ['5f1c'] })
  expect(classesOf(shown)[0]?.classes?.[0]?.examples).toEqual(['5f1c'])
  expect(changeRow(shown, 'Cat', { examples: undefined })[1]).toEqual(animals[1])
  expect(changeRow(colored, 'Cat', { color: undefined })[1]).toEqual({ key: 'Cat', name: 'Katze', level: 1 })
})

test('a class is indented below the one before it', () => {
  expect(show(indentRow(animals, 'Car'))).toBe('Animal .Cat ..Siamese .Dog .Car')
  expect(show(indentRow(animals, 'Dog'))).toBe('Animal .Cat ..Siamese ..Dog Car')
  expect(indentRow(animals, 'Cat')).toBe(animals)
  expect(indentRow(animals, 'Animal')).toBe(animals)
})

test('a class is outdented behind the one above it', () => {
  expect(show(outdentRow(animals, 'Cat'))).toBe('Animal .Dog Cat .Siamese Car')
  expect(outdentRow(animals, 'Car')).toBe(animals)
})

test('neighbours of a level change places', () => {
  expect(show(swapRow(animals, 'Dog', 'up'))).toBe('Animal .Dog .Cat ..Siamese Car')
  expect(show(swapRow(animals, 'Animal', 'down'))).toBe('Car Animal .Cat ..Siamese .Dog')
  expect(swapRow(animals, 'Cat', 'up')).toBe(animals)
  expect(swapRow(animals, 'Dog', 'down')).toBe(animals)
})

test('a class moves to another place, never into itself', () => {
  expect(show(moveRow(animals, 'Cat', 'Car', 'on'))).toBe('Animal .Dog Car .Cat ..Siamese')
  expect(show(moveRow(animals, 'Car', 'Siamese', 'before'))).toBe('Animal .Cat ..Car ..Siamese .Dog')
  expect(moveRow(animals, 'Animal', 'Siamese', 'on')).toBe(animals)
})

test('whatever is moved, the tree keeps its classes and each class stays below another or on the first level', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const name = fc.constantFrom(...names)
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('in', 'out', 'up', 'down'), key: name, target: name }),
    fc.record({ kind: fc.constantFrom('before', 'after', 'on'), key: name, target: name }),
  )
  await checkProperty(
    'whatever is moved, the tree keeps its classes and each class stays below another or on the first level',
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let rows: Rows = tree(names.join(' '))
      for (const { kind, key, target } of steps) {
        const index = rows.findIndex((row) => row.key === key)
        const below = rows.slice(index + 1, endOf(rows, index)).map((row) => row.key)
        if (kind === 'in') rows = indentRow(rows, key)
        else if (kind === 'out') rows = outdentRow(rows, key)
        else if (kind === 'up' || kind === 'down') rows = swapRow(rows, key, kind)
        else rows = moveRow(rows, key, target, kind)
        const now = rows.findIndex((row) => row.key === key)
        expect(rows.slice(now + 1, endOf(rows, now)).map((row) => row.key)).toEqual(below)
      }
      expect(rows.map(({ key }) => key).toSorted()).toEqual(names)
      expect(rows[0]?.level).toBe(0)
      for (const [at, row] of rows.entries())
        expect(row.level).toBeLessThanOrEqual((rows[at - 1]?.level ?? -1) + 1)
      expect(rowsOf(classesOf(rows), keys()).map((row) => row.level)).toEqual(rows.map((row) => row.level))
    }),
  )
})
