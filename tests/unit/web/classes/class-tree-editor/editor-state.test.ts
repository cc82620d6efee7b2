import { expect, test } from '@jest/globals'
import { nodesOf } from '../../../../../web/src/classes/class-tree-editor/class-nodes.ts'
import { applyMove, moveOfKey } from '../../../../../web/src/classes/class-tree-editor/class-moves.ts'
import { changeRow, removeRow } from '../../../../../web/src/classes/class-tree-editor/edit-rows.ts'
import {
  change,
  undo,
  type EditorState,
} from '../../../../../web/src/classes/class-tree-editor/editor-state.ts'

const row = (name: string, level = 0) => ({ key: name, name, level })
const start: EditorState = { rows: [row('a'), row('b', 1), row('c')], selected: 'a', past: [] }

test('the letters of a name are one step of undo, and the next field is another', () => {
  const typed = ['x', 'xy'].reduce(
    (state, name) => change(state, { rows: changeRow(state.rows, 'a', { name }), typing: 'a name' }),
    start,
  )
  const colored = change(typed, {
    rows: changeRow(typed.rows, 'a', { color: '#000000' }),
    typing: 'a color',
  })
  expect(undo(colored).rows).toEqual(typed.rows)
  expect(undo(undo(colored)).rows).toBe(start.rows)
  expect(undo(start)).toBe(start)
})

test('a change that changes nothing is no step', () => {
  expect(change(start, { rows: start.rows })).toBe(start)
  expect(applyMove(start, 'up')).toBe(start)
  expect(applyMove({ ...start, selected: undefined }, 'remove').rows).toBe(start.rows)
})

test('after a removal the next class is chosen, and undo brings all back', () => {
  const removed = applyMove(start, 'remove')
  expect(removed.rows).toEqual([row('c')])
  expect(removed.selected).toBe('c')
  expect(undo(removed).rows).toBe(start.rows)
  expect(applyMove(removed, 'remove')).toMatchObject({ rows: [], selected: undefined })
})

test('a class that undo takes away is chosen no more', () => {
  const added = change(start, { rows: [...start.rows, row('n')], selected: 'n' })
  expect(undo(added).selected).toBeUndefined()
})

test('keys move classes', () => {
  expect(moveOfKey('Alt+ArrowRight')).toBe('indent')
  expect(moveOfKey('ArrowRight')).toBeUndefined()
})

test('only the nodes of a changed class and those above it are new', () => {
  const before = nodesOf(start.rows)
  const after = nodesOf(changeRow(start.rows, 'b', { name: 'B' }))
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).toBe(before[1])
  expect(nodesOf(removeRow(start.rows, 'b'))[0]?.below).toEqual([])
})
