import { expect, test } from '@jest/globals'
import { withItems } from '../../../../web/src/items/item-queries.ts'

const item = (id: string) => ({ id, etag: '"1"', path: id, state: 'labeled', labels: [], size: 1 })

test('a changed item is shown at its place, and all others stay the same objects', () => {
  const lists = { pages: [{ value: [item('a'), item('b')] }, { value: [item('c')] }], pageParams: [{}, {}] }
  const changed = { ...item('b'), state: 'approved' }
  const { pages } = withItems(lists, [changed, item('elsewhere')])
  expect(pages).toEqual([{ value: [item('a'), changed] }, lists.pages[1]])
  expect(pages[0]?.value[0]).toBe(lists.pages[0]?.value[0])
  expect(pages[1]).toBe(lists.pages[1])
})
