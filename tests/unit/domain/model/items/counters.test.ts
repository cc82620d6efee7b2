import { describe, expect, test } from '@jest/globals'
import {
  counters,
  labelerDocumentId,
  labelers,
  noCounters,
} from '../../../../../src/domain/model/items/counters.ts'

describe('stored counters', () => {
  test('lie among the items', () => {
    expect(counters).toMatchObject({ container: 'items', kind: 'counters' })
    expect(labelers).toMatchObject({ container: 'items', kind: 'labeler' })
  })

  test('of an older version are read with zeros for what it did not count', () => {
    const old = { id: 'counters', kind: 'counters' }
    const { returned: _, labelers: __, days: ___, recent: ____, ...known } = noCounters
    expect(counters.parse({ document: old, etag: 'e' }).document).toEqual(known)
    expect(noCounters).toEqual({
      id: 'counters',
      kind: 'counters',
      states: {},
      open: 0,
      returned: 0,
      missing: 0,
      changed: 0,
      problems: 0,
      headersPending: 0,
      epoch: 0,
      classes: {},
      labelers: { labeled: {}, skipped: {}, rejected: {}, replaced: {}, activeMs: {} },
      days: { first: 0, labeled: {}, skipped: {}, rejected: {}, replaced: {}, activeMs: {} },
      recent: { labeled: {}, skipped: {}, activeMs: {} },
    })
    const labeler = { id: labelerDocumentId('ana'), kind: 'labeler', user: 'ana' }
    expect(labelers.parse({ document: labeler, etag: 'e' }).document).toEqual({
      ...labeler,
      id: 'labeler:ana',
      labeled: 0,
      skipped: 0,
      rejected: 0,
      submitted: 0,
      activeMs: 0,
    })
  })

  test('are read with all that they have', () => {
    const some = { ...noCounters, states: { labeled: 2, removed: 1 }, open: 3, classes: { c0: 4 } }
    expect(counters.parse({ document: some, etag: 'e' }).document).toEqual(some)
    expect(() => counters.parse({ document: { ...some, states: { lost: 1 } }, etag: 'e' })).toThrow()
    expect(() => counters.parse({ document: { ...some, id: 'other' }, etag: 'e' })).toThrow()
    expect(() => labelers.parse({ document: { id: 'x', kind: 'counters' }, etag: 'e' })).toThrow()
  })
})
