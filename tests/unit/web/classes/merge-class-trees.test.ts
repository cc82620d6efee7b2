import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Schemas } from '../../../../web/src/api/client.ts'
import { classesOf, rowsOf, type Rows } from '../../../../web/src/classes/class-tree-editor/class-rows.ts'
import {
  addRow,
  changeRow,
  moveRow,
  removeRow,
} from '../../../../web/src/classes/class-tree-editor/edit-rows.ts'
import { mergeClassTrees } from '../../../../web/src/classes/merge-class-trees.ts'
import { checkProperty } from '../../../support/property.ts'

type LabelClass = Schemas['LabelClass']

const bag = { id: '1', name: 'Bag' }
const boot = { id: '3', name: 'Boot' }
const shoe = { id: '2', name: 'Shoe', classes: [boot] }
const coat = { id: '4', name: 'Coat' }
const base: LabelClass[] = [bag, shoe, coat]

test('classes that both have added stand after those that they followed', () => {
  const mine = [bag, { name: 'Hat' }, shoe, coat]
  const theirs = [
    bag,
    { ...shoe, classes: [boot, { id: '5', name: 'Sandal' }] },
    coat,
    { id: '6', name: 'Glove' },
  ]
  expect(mergeClassTrees(base, mine, theirs)).toEqual([
    bag,
    { name: 'Hat' },
    { ...shoe, classes: [boot, { id: '5', name: 'Sandal' }] },
    coat,
    { id: '6', name: 'Glove' },
  ])
})

test('a class that both have added, or that has arrived already, is there once', () => {
  const mine = [bag, { ...shoe, classes: [boot, { name: 'Sandal' }] }, coat, { name: 'Hat' }]
  const theirs = [
    bag,
    { ...shoe, classes: [boot, { id: '5', name: 'Sandal' }] },
    coat,
    { id: '6', name: 'Hat' },
  ]
  expect(mergeClassTrees(base, mine, theirs)).toEqual(theirs)
})

test('different fields of one class go together', () => {
  expect(
    mergeClassTrees(base, [{ ...bag, name: 'Sack' }, shoe, coat], [{ ...bag, color: '#ff0000' }, shoe, coat]),
  ).toEqual([{ ...bag, name: 'Sack', color: '#ff0000' }, shoe, coat])
})

test('a class is removed beside other changes, and moved with its others', () => {
  expect(mergeClassTrees(base, [bag, shoe], [coat, shoe, bag])).toEqual([shoe, bag])
  expect(
    mergeClassTrees(base, [bag, { ...coat, classes: [shoe] }], [bag, { ...shoe, name: 'Shoes' }, coat]),
  ).toEqual([bag, { ...coat, classes: [{ ...shoe, name: 'Shoes' }] }])
})

test.each<{ what: string; mine: LabelClass[]; theirs: LabelClass[] }>([
  {
    what: 'one name',
    mine: [{ ...bag, name: 'Sack' }, shoe, coat],
    theirs: [{ ...bag, name: 'Case' }, shoe, coat],
  },
  { what: 'what was removed', mine: [shoe, coat], theirs: [{ ...bag, name: 'Case' }, shoe, coat] },
  {
    what: 'a class below one that was removed',
    mine: [bag, coat],
    theirs: [bag, { ...shoe, classes: [boot, coat] }],
  },
  { what: 'the order', mine: [coat, bag, shoe], theirs: [shoe, bag, coat] },
  {
    what: 'two classes, each below the other',
    mine: [{ ...bag, classes: [coat] }, shoe],
    theirs: [shoe, { ...coat, classes: [bag] }],
  },
  {
    what: 'a name twice',
    mine: [...base, { name: 'Hat', color: '#ff0000' }],
    theirs: [...base, { id: '5', name: 'Hat' }],
  },
  {
    what: 'a key twice',
    mine: [{ ...bag, shortcut: 'x' }, shoe, coat],
    theirs: [bag, shoe, { ...coat, shortcut: 'x' }],
  },
])('both have changed $what, so they are not merged', ({ mine, theirs }) => {
  expect(mergeClassTrees(base, mine, theirs)).toBeUndefined()
})

/** Trees as the service has them, and gestures of the editor on them. */
const seven = ['Bag', 'Shoe', 'Boot', 'Coat', 'Hat', 'Belt', 'Sock']
const start: LabelClass[] = seven.slice(0, 4).map((name, index) => ({
  id: String(index),
  name,
  classes: seven.slice(4).map((below) => ({ id: `${index}${below}`, name: below })),
}))
const gesture = fc.record({
  kind: fc.constantFrom('add', 'remove', 'rename', 'color', 'before', 'after', 'on'),
  at: fc.nat(30),
  to: fc.nat(30),
})
const edit = (side: string) => (gestures: readonly { kind: string; at: number; to: number }[]) => {
  let keys = 0
  let rows: Rows = rowsOf(start, () => String((keys += 1)))
  for (const { kind, at, to } of gestures) {
    const [row, target] = [at, to].map((index) => rows[index % rows.length])
    if (!row || !target) continue
    if (kind === 'add') rows = addRow(rows, row.key, { key: `${side}${(keys += 1)}`, name: `${side}${keys}` })
    else if (kind === 'remove') rows = removeRow(rows, row.key)
    else if (kind === 'rename') rows = changeRow(rows, row.key, { name: `${side}${to}` })
    else if (kind === 'color') rows = changeRow(rows, row.key, { color: side })
    else if (kind === 'before' || kind === 'after' || kind === 'on')
      rows = moveRow(rows, row.key, target.key, kind)
  }
  return classesOf(rows)
}
const edits = (side: string) => fc.array(gesture, { maxLength: 4 }).map(edit(side))

test('what one side alone has changed is taken as it is', async () => {
  await checkProperty(
    'what one side alone has changed is taken as it is',
    fc.property(edits('m'), (mine) => {
      expect(mergeClassTrees(start, mine, start)).toEqual(mine)
      expect(mergeClassTrees(start, start, mine)).toEqual(mine)
    }),
  )
})

const names = (classes: readonly LabelClass[]): readonly string[] =>
  classes.flatMap(({ name, classes: below = [] }) => [name, ...names(below)])
const ids = (classes: readonly LabelClass[]): readonly string[] =>
  classes.flatMap(({ id, classes: below = [] }) => [...(id === undefined ? [] : [id]), ...ids(below)])

test('a merge has what either side has added, and nothing that either has removed', async () => {
  await checkProperty(
    'a merge has what either side has added, and nothing that either has removed',
    fc.property(edits('m'), edits('t'), (mine, theirs) => {
      const merged = mergeClassTrees(start, mine, theirs)
      if (!merged) return
      const left = new Set(ids(merged))
      expect(left).toEqual(new Set(ids(mine)).intersection(new Set(ids(theirs))))
      const added = (tree: readonly LabelClass[]) => names(tree).length - ids(tree).length
      expect(added(merged)).toBe(added(mine) + added(theirs))
    }),
    { runs: 300 },
  )
})
