import { expect, test } from '@jest/globals'
import { parseItemFilter } from '../../../../web/src/items/item-filter.ts'

test('an address gives the filter that it names', () => {
  const filter = {
    state: 'labeled',
    class: 'Animal/Cat',
    missing: false,
    changed: true,
    sample: 5,
    sort: 'path',
  }
  expect(parseItemFilter(filter)).toEqual(filter)
})

test('parts that make no sense are left out', () => {
  expect(
    parseItemFilter({ state: '', class: 3, missing: 'yes', sample: 0, sort: 'size', other: 'x' }),
  ).toEqual({})
})
