import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  decidedOf,
  items,
  itemStates,
  type ItemDocument,
} from '../../../../../src/domain/model/items/item.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'

const [ana, rita] = [userId.parse('ana'), userId.parse('rita')]
const label = { kind: 'Classes', classes: ['c0'] }
const parsed = (document: StoredDocument) => items.parse({ document, etag: 'e' }).document

const full: ItemDocument = {
  ...makeItem(makeProject(), 'a.png'),
  answers: [
    { type: 'Label', label, by: ana, at: 1 },
    { type: 'Skip', reason: 'dark', by: rita, at: 1 },
  ],
  decision: { source: 'Consensus', type: 'Label', label, by: 'rule', at: 2 },
  labeledBy: ana,
  classes: ['c0'],
  approved: { by: rita, at: 2 },
  history: [
    {
      decision: { source: 'Labeler', type: 'Skip', reason: 'dark', by: 'ana', at: 3 },
      approved: { by: rita, at: 4 },
      endedAt: 5,
      endedBy: 'refresh',
      action: 'Rejected',
      comment: 'again',
    },
  ],
  width: 6,
  height: 7,
  format: 'tiff',
  orientation: 6,
  unreadable: 'Archived',
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
    ['problems', 'problem', ['NotAnImage', 'Truncated', 'Unreadable', 'Oversized', 'NotDisplayable']],
    ['reasons', 'unreadable', ['Archived', 'Encrypted', 'Refused', 'Failed', 'Path']],
  ])('has one of its %s', (_, field, values) => {
    for (const value of values) expect(parsed({ ...full, [field]: value })).toHaveProperty(field, value)
    expect(() => parsed({ ...full, [field]: 'other' })).toThrow()
  })

  test('has past answers that ended in one of three ways', () => {
    const ended = (action: string) => parsed({ ...full, history: [{ ...full.history[0], action }] })
    for (const action of ['Rejected', 'Relabeled', 'Requeued'])
      expect(ended(action)).toMatchObject({ history: [{ action }] })
    expect(() => ended('Lost')).toThrow()
  })

  test('has a decision of one of five sources', () => {
    for (const source of ['Reviewer', 'Consensus', 'Import', 'Model'])
      for (const outcome of [
        { type: 'Label', label },
        { type: 'Skip', reason: 'dark' },
      ]) {
        const decision = { source, ...outcome, by: 'x', at: 1 }
        expect(parsed({ ...full, decision })).toHaveProperty('decision', decision)
      }
    expect(parsed({ ...full, decision: { source: 'Labeler' } })).toHaveProperty('decision', {
      source: 'Labeler',
    })
    expect(() => parsed({ ...full, decision: { source: 'Other' } })).toThrow()
    for (const source of ['Labeler', 'Reviewer', 'Consensus', 'Import', 'Model']) {
      const decision = { source, type: 'Label', label, by: 'x', at: 1 }
      const history = [{ ...full.history[0], decision }] as never
      expect(parsed({ ...full, history })).toHaveProperty('history', history)
    }
  })

  test('is decided by its only answer, or by a decision of its own', () => {
    const [answer] = full.answers
    expect(decidedOf({ answers: full.answers, decision: { source: 'Labeler' } })).toEqual({
      source: 'Labeler',
      ...answer,
    })
    expect(decidedOf(full)).toBe(full.decision)
    expect(decidedOf({ answers: full.answers })).toBeUndefined()
    expect(decidedOf({ answers: [], decision: { source: 'Labeler' } })).toBeUndefined()
  })

  test.each(['headerPending', 'missing', 'changed'])('has %s set, or not at all', (field) => {
    expect(() => parsed({ ...full, [field]: false })).toThrow()
  })

  test.each([
    ['path', undefined],
    ['file', {}],
    ['rank', 'first'],
    ['answers', [{}]],
    ['answers', [{ type: 'Skip', at: 1 }]],
    ['answers', [{ type: 'Label', label, by: 'ana' }]],
    ['decision', {}],
    ['decision', { source: 'Import', by: 'x', at: 1 }],
    ['decision', { source: 'Import', type: 'Skip', at: 1 }],
    ['approved', {}],
    ['history', [{}]],
    ['kind', 'page'],
  ])('without a valid %s is refused', (field, value) => {
    expect(() => parsed({ ...full, [field]: value })).toThrow()
  })
})
