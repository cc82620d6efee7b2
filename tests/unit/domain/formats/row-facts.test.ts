import { expect, test } from '@jest/globals'
import { rowFactsOf } from '../../../../src/domain/formats/row-facts.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'

const plan = { containerUrl: 'https://a.blob.core.windows.net/photos', prefix: 'raw/' }
const item = makeItem(makeProject({}), 'a b.png', 1)
const row = { item, state: 'labeled', part: 'train', problem: undefined } as const
const size = { format: 'jpeg', width: 4, height: 3 }

test('the facts of a row are those of its item', () => {
  expect(rowFactsOf(plan, row)).toEqual({
    item: item.id,
    path: 'a b.png',
    absoluteUrl: 'https://a.blob.core.windows.net/photos/raw/a%20b.png',
    orientation: undefined,
    state: 'labeled',
    part: 'train',
    problem: undefined,
  })
})

test.each([
  [{}, undefined],
  [size, 1],
  [{ ...size, orientation: 6 }, 6],
  // An earlier version did not read it.
  [{ width: 4, height: 3 }, undefined],
])('with the header %j the orientation is %j', (header, orientation) => {
  expect(rowFactsOf(plan, { ...row, item: { ...item, ...header } }).orientation).toBe(orientation)
})
