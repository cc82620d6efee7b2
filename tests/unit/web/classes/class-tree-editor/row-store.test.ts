import { expect, test } from '@jest/globals'
import { changeRow } from '../../../../../web/src/classes/class-tree-editor/edit-rows.ts'
import { createRowStore } from '../../../../../web/src/classes/class-tree-editor/row-store.ts'

const row = (name: string) => ({ key: name, name, level: 0 })

test('a letter changes the row that is typed into and no other, and all who look are told', () => {
  const store = createRowStore()
  const rows = [row('a'), row('b')]
  const seen: unknown[] = []
  const end = store.subscribe(() => seen.push(store.state().rows.get('a')?.name))
  store.show(rows, new Map())
  store.show(changeRow(rows, 'a', { name: 'ax' }), new Map([['b', { name: 'Empty' as const }]]))
  expect(seen).toEqual(['a', 'ax'])
  expect(store.state().rows.get('b')).toBe(rows[1])
  expect(store.state().problems.has('b')).toBe(true)
  end()
  store.show(rows, new Map())
  expect(seen).toHaveLength(2)
})
