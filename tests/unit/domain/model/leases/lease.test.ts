import { describe, expect, test } from '@jest/globals'
import { pageId } from '../../../../../src/domain/core/ids.ts'
import {
  heldLeaseRetention,
  isLive,
  maxHold,
  leaseId,
  pageIdIn,
  leases,
  segmentOfPage,
  submittedLeaseRetention,
  type LeaseDocument,
} from '../../../../../src/domain/model/leases/lease.ts'
import type { StoredDocument } from '../../../../../src/domain/ports/store.ts'
import { makeItem, makePage, makeProject } from '../../../../support/make-documents.ts'

const item = makeItem(makeProject(), 'a.png')
const page = makePage('ana', [item])
const parsed = (document: StoredDocument) => leases.parse({ document, etag: 'e' }).document
const refusals = ['ItemNotOpen', 'ItemLeasedToOther', 'ItemChanged', 'ItemNotFound']

describe('a lease', () => {
  test('is live while it is held and until its time', () => {
    const live = (changes: Partial<LeaseDocument>, now: number) => isLive({ ...page, ...changes }, now)
    expect([live({ leaseUntil: 10 }, 9), live({ leaseUntil: 10 }, 10)]).toEqual([true, false])
    expect(live({ leaseUntil: 10, status: 'Submitted' }, 9)).toBe(false)
    expect(live({ leaseUntil: 10, status: 'Released' }, 9)).toBe(false)
    expect(live({ leaseUntil: undefined }, 9)).toBe(false)
  })

  test('has ended if it comes from the future, that is from a wrong clock', () => {
    const [hour, now] = [3_600_000, 10 * 3_600_000]
    const live = (changes: Partial<LeaseDocument>) => isLive({ ...page, ...changes }, now)
    expect(live({ grantedAt: now + 60_000, leaseUntil: now + hour })).toBe(true)
    expect(live({ grantedAt: now + 60_001, leaseUntil: now + hour })).toBe(false)
    expect(live({ grantedAt: now - 1, renewedAt: now + 2 * hour, leaseUntil: now + 3 * hour })).toBe(false)
    expect(live({ grantedAt: now - hour, renewedAt: now - 1, leaseUntil: now + hour })).toBe(true)
  })

  test('is kept for a week while held, for a day once submitted, and held for a day at most', () => {
    expect([heldLeaseRetention, submittedLeaseRetention, maxHold]).toEqual([604_800, 86_400, 86_400_000])
  })

  test('is found by its id, which tells the segment', () => {
    const id = pageIdIn(12, 'x-1')
    expect([id, leaseId(id)]).toEqual(['12-x-1', 'page:12-x-1'])
    expect(segmentOfPage(id, 13)).toBe(12)
    for (const [text, segments] of [
      ['12-x', 12],
      ['x-1', 13],
    ] as const)
      expect(() => segmentOfPage(pageId.parse(text), segments)).toThrow(
        expect.objectContaining({ code: 'PageNotFound', message: expect.stringContaining(`'${text}'`) }),
      )
  })
})

describe('a stored lease', () => {
  test('lies among the items', () => {
    expect(leases).toMatchObject({ container: 'items', kind: 'page' })
  })

  test('is read with all that it has', () => {
    const full: LeaseDocument = {
      ...page,
      status: 'Submitted',
      fingerprint: 'f',
      answers: 'a',
      taken: 'x'.repeat(16),
      takenAt: [2],
      reopened: [
        { item: item.id, answer: { type: 'Label', label: { kind: 'Classes', classes: ['c0'] } } },
        { item: item.id, answer: { type: 'Skip', reason: 'dark' } },
      ],
      refused: refusals.map((code) => ({ item: item.id, code: code as 'ItemChanged' })),
      submittedAt: 3,
    }
    expect(parsed(full)).toEqual(full)
    expect(parsed({ ...page, status: 'Released' })).toHaveProperty('status', 'Released')
  })

  test('of an earlier version is read without what is now read from its items', () => {
    const [{ id, fileEtag }] = [page.items[0]!]
    const old = { id, fileEtag, path: 'a.png', width: 1, height: 2, problem: 'Truncated' }
    expect(parsed({ ...page, items: [old] }).items).toEqual([{ id, fileEtag }])
  })

  test.each([
    ['kind', 'item'],
    ['status', 'Lost'],
    ['items', [{}]],
    ['grantedAt', undefined],
    ['ttl', undefined],
    ['refused', [{}]],
    ['reopened', [{ item: item.id, answer: { type: 'None' } }]],
    ['refused', [{ item: item.id, code: 'Other' }]],
  ])('without a valid %s is refused', (field, value) => {
    expect(() => parsed({ ...page, [field]: value })).toThrow()
  })
})
