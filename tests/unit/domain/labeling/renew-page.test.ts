import { describe, expect, test } from '@jest/globals'
import { renewPage } from '../../../../src/domain/labeling/renew-page.ts'
import { pageIdIn, type LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import { ana, ben, createLeaseWorld, held, input } from '../../../support/lease-world.ts'
import { callerOf, lease, makePage } from '../../../support/make-documents.ts'

const day = 24 * 3600

const setUp = async (...pages: readonly LeaseDocument[]) => {
  const { deps, ...rest } = await createLeaseWorld(...pages)
  return { ...rest, renew: async (who = ana) => renewPage(deps)(who, input) }
}

describe('a page that is renewed', () => {
  test('is held for another lease from now', async () => {
    const { renew, store, stored, world } = await setUp(held)
    world.now = lease - 1
    const renewed = { ...held, renewedAt: lease - 1, leaseUntil: 2 * lease - 1, ttl: lease / 1000 + 7 * day }
    expect(await renew()).toEqual(renewed)
    expect(await stored()).toEqual(renewed)
    expect(await store.read('items', 'u1:0', 'dispatch')).toMatchObject({ document: { turn: 1 } })
  })

  test('is held for a day in all', async () => {
    const until = day * 1000
    const { renew, world } = await setUp({ ...held, leaseUntil: until })
    world.now = until - 1
    expect(await renew()).toMatchObject({ leaseUntil: until })
    world.now = until
    await expect(renew()).rejects.toMatchObject({ code: 'PageExpired' })
  })

  test.each([
    ['Submitted', 'PageAlreadySubmitted'],
    ['Released', 'PageReleased'],
  ] as const)('must not be %s', async (status, code) => {
    const { renew } = await setUp({ ...held, status })
    await expect(renew()).rejects.toMatchObject({ code })
  })

  test('must have no item that somebody else holds', async () => {
    const { renew } = await setUp(held, { ...makePage('ben', []), items: held.items.slice(1) })
    await expect(renew()).rejects.toMatchObject({ code: 'PageExpired' })
  })

  test('must have no item that is on another page of its labeler', async () => {
    const second = { ...makePage('ana', []), id: 'page:0-second', page: pageIdIn(0, 'second') }
    const { renew } = await setUp(held, { ...second, items: held.items.slice(1) })
    await expect(renew()).rejects.toMatchObject({ code: 'PageExpired' })
    const apart = await setUp(held, second)
    expect(await apart.renew()).toMatchObject({ page: held.page })
  })

  test('is its own', async () => {
    const { renew } = await setUp(held)
    await expect(renew(ben)).rejects.toMatchObject({ code: 'PageNotFound' })
    await expect(renew(callerOf('eve'))).rejects.toMatchObject({ code: 'ProjectNotFound' })
  })

  test('is renewed in spite of other decisions, up to 20 times', async () => {
    const { renew, world } = await setUp(held)
    world.conflicts = 20
    await expect(renew()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    world.conflicts = 19
    expect(await renew()).toMatchObject({ leaseUntil: 1000 + lease })
  })
})
