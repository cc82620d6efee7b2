import { describe, expect, test } from '@jest/globals'
import { releasePage } from '../../../../src/domain/labeling/release-page.ts'
import { segmentAudits } from '../../../../src/domain/model/audit/audit.ts'
import type { LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import { readAll } from '../../../support/check-counters.ts'
import { ana, ben, createLeaseWorld, held, input, rita } from '../../../support/lease-world.ts'
import { lead } from '../../../support/make-documents.ts'

const setUp = async (page: LeaseDocument = held) => {
  const { deps, ...rest } = await createLeaseWorld(page)
  return {
    ...rest,
    audits: async () => readAll(deps.store, segmentAudits, 'u1:0'),
    release: async (who = ana) => releasePage(deps)(who, input),
  }
}

describe('a page that its labeler gives back', () => {
  test('is held no more, and kept for a day; giving it back again changes nothing', async () => {
    const { release, stored, audits } = await setUp()
    const { leaseUntil: _, ...rest } = held
    const released = { ...rest, status: 'Released', ttl: 24 * 3600 }
    expect(await release()).toEqual(released)
    expect(await stored()).toEqual(released)
    expect(await release()).toEqual(released)
    expect(await audits()).toEqual([])
  })

  test('must not be submitted', async () => {
    const { release } = await setUp({ ...held, status: 'Submitted' })
    await expect(release()).rejects.toMatchObject({ code: 'PageAlreadySubmitted' })
  })

  test('is its own', async () => {
    const { release } = await setUp()
    for (const who of [ben, rita]) await expect(release(who)).rejects.toMatchObject({ code: 'PageNotFound' })
  })

  test('is given back in spite of other changes, up to 20 times', async () => {
    const { release, world } = await setUp()
    world.conflicts = 20
    await expect(release()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    world.conflicts = 19
    expect(await release()).toMatchObject({ status: 'Released' })
  })
})

describe('a page that an administrator takes away', () => {
  test('expires at once, with an entry in the audit', async () => {
    const { release, stored, audits } = await setUp()
    expect(await release(lead)).toEqual({ ...held, leaseUntil: 1000 })
    expect(await stored()).toEqual({ ...held, leaseUntil: 1000 })
    expect((await audits()).map(({ document }) => document)).toEqual([
      {
        id: expect.any(String),
        kind: 'audit',
        at: 1000,
        by: 'lead',
        action: 'ReleasePage',
        project: { name: 'cats', uid: 'u1', segments: 1 },
        target: held.page,
        changes: [{ name: 'labeler', from: 'ana' }],
        items: held.items.map(({ id }) => id),
      },
    ])
  })

  test.each<[string, Partial<LeaseDocument>]>([
    ['expired', { leaseUntil: 1000 }],
    ['submitted', { status: 'Submitted' }],
    ['released', { status: 'Released' }],
  ])('stays as it is if it is %s', async (_, changes) => {
    const page = { ...held, ...changes }
    const { release, audits } = await setUp(page)
    expect(await release(lead)).toEqual(page)
    expect(await audits()).toEqual([])
  })
})
