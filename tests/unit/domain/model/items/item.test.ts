import { describe, expect, test } from '@jest/globals'
import { classId, userId } from '../../../../../src/domain/core/ids.ts'
import { items, itemStates, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'

const [ana, rita] = [userId.parse('ana'), userId.parse('rita')]
const label = { kind: 'Classes' as const, classes: [classId.parse('c0')] }
const parsed = (document: StoredDocument) => items.parse({ document, etag: 'e' }).document

const full: ItemDocument = {
  ...makeItem(makeProject(), 'a.png'),
  answer: { type: 'Label', label, by: ana, at: 1 },
  labeledBy: ana,
  classes: ['c0'],
  approved: { by: rita, at: 2 },
  history: [
    {
      answer: { type: 'Skip', reason: 'dark', by: ana, at: 3 },
      approved: { by: rita, at: 4 },
      endedAt: 5,
      endedBy: 'refresh',
      action: 'Rejected',
      comment: 'again',
    },
  ],
  width: 6,
  height: 7,
  headerPending: true,
  problem: 'Unreadable',
  missing: true,
  changed: true,
}

describe('a stored item', () => {
  test('lies among the items', () => {
    expect(items).toMatchObject({ container: 'items', kind: 'item' })
  })

  test('is read with all that it has', () => {
    expect(parsed(full)).toEqual(full)
  })

  test.each([
    ['states', 'state', itemStates],
    ['problems', 'problem', ['NotAnImage', 'Truncated', 'Unreadable']],
  ])('has one of its %s', (_, field, values) => {
    for (const value of values) expect(parsed({ ...full, [field]: value })).toHaveProperty(field, value)
    expect(() => parsed({ ...full, [field]: 'other' })).toThrow()
  })

  test('has past answers that ended in one of three ways', () => {
    const ended = (action: string) => parsed({ ...full, history: [{ ...full.history[0], action }] } as never)
    for (const action of ['Rejected', 'Relabeled', 'Requeued'])
      expect(ended(action)).toMatchObject({ history: [{ action }] })
    expect(() => ended('Lost')).toThrow()
  })

  test.each(['headerPending', 'missing', 'changed'])('has %s set, or not at all', (field) => {
    expect(() => parsed({ ...full, [field]: false })).toThrow()
  })

  test.each([
    ['path', undefined],
    ['file', {}],
    ['rank', 'first'],
    ['answer', {}],
    ['approved', {}],
    ['history', [{}]],
    ['kind', 'page'],
  ])('without a valid %s is refused', (field, value) => {
    expect(() => parsed({ ...full, [field]: value })).toThrow()
  })
})
