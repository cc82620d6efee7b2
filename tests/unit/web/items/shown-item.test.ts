import { expect, test } from '@jest/globals'
import { isAsShown, shownAfter, unknownEtag } from '../../../../web/src/items/shown-item.ts'

const item = {
  id: 'a',
  etag: '"1"',
  path: 'a.png',
  state: 'labeled',
  labels: ['Cat'],
  labeledBy: 'ann',
  labeledAt: '2026-10-01T08:30:00.000Z',
  size: 1,
}

test('an approved item is shown as approved by oneself, and its ETag is unknown', () => {
  expect(shownAfter(item, 'Approve', 'rita')).toEqual({
    ...item,
    state: 'approved',
    approvedBy: 'rita',
    etag: unknownEtag,
  })
})

test('an approval that is taken back leaves the item as it was, but for the ETag', () => {
  const approved = shownAfter(item, 'Approve', 'rita')
  expect(shownAfter(approved, 'Unapprove', 'rita')).toEqual({ ...item, etag: unknownEtag })
})

test('a rejected item is open and has no answer', () => {
  const shown = shownAfter({ ...item, skipReason: 'dark' }, 'Reject', 'rita')
  expect(shown).toEqual({
    id: 'a',
    etag: unknownEtag,
    path: 'a.png',
    state: 'unlabeled',
    labels: [],
    size: 1,
  })
})

test('an item that was read again counts as seen if only its ETag is another', () => {
  expect(isAsShown(item, { ...item, etag: '"2"', contentUrl: 'https://example.org/a' })).toBe(true)
})

test.each([
  { state: 'approved' },
  { labels: ['Dog'] },
  { labels: ['Cat', 'Dog'] },
  { labels: [] },
  { labeledBy: 'ben' },
  { labeledAt: '2026-10-01T08:31:00.000Z' },
  { approvedBy: 'rob' },
  { skipReason: 'dark' },
])('an item with another answer or review was not seen: %j', (change) => {
  expect(isAsShown(item, { ...item, ...change })).toBe(false)
})
