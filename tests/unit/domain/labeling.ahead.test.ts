import { describe, expect, test } from '@jest/globals'
import type { PageId } from '../../../src/domain/core/ids.ts'
import { isLive, leases, type LeaseDocument } from '../../../src/domain/model/leases/lease.ts'
import { readAll } from '../../support/check-counters.ts'
import {
  addItems,
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  setUpProject,
} from '../../support/labeling-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]

const setUp = async (count: number, segments = 1) => {
  const clock = { now: 1_000_000 }
  const now = () => clock.now
  const store = createMemoryStore(now)
  const project = makeProject({ segments })
  const paths = Array.from({ length: count }, (_, index) => `${index}.png`)
  await setUpProject(store, project, ['ana', 'ben'], paths)
  let ids = 0
  const service = createLabelingService(store, now, () => `id${(ids += 1)}`)
  const ask = (who: typeof ana, size: number, after?: PageId) =>
    service.takePage(who, { project: project.id, size, after })
  const take = async (...request: Parameters<typeof ask>): Promise<LeaseDocument> => {
    const next = await ask(...request)
    if (!('page' in next)) throw new Error(next.waiting)
    clock.now += 1
    return next.page
  }
  const submit = (who: typeof ana, page: LeaseDocument) =>
    service.submitPage(who, {
      project: project.id,
      page: page.page,
      answers: page.items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
    })
  const live = async (who: typeof ana): Promise<readonly string[]> => {
    const found = []
    for (let segment = 0; segment < segments; segment += 1)
      for (const { document } of await readAll(store, leases, `u1:${segment}`))
        if (document.labeler === who.user && isLive(document, clock.now)) found.push(document.page)
    return found.toSorted()
  }
  return { clock, store, project, service, ask, take, submit, live }
}

describe.each([1, 3])('the page ahead, in a project with %i segments', (segments) => {
  test('is another one than the page that it follows, the same for each request, and has other items', async () => {
    const { take, ask, live, project, store, clock } = await setUp(12, segments)
    const first = await take(ana, 2)
    const ahead = await take(ana, 2, first.page)
    expect(ahead.page).not.toBe(first.page)
    expect(await take(ana, 3, first.page)).toEqual(ahead)
    expect(await take(ana, 3)).toEqual(first)
    expect(await take(ana, 3, ahead.page)).toEqual(first)
    expect(await take(ana, 3, 'unknown' as PageId)).toEqual(first)
    expect(await live(ana)).toEqual([first.page, ahead.page].toSorted())
    expect(await dispatchProblems(store, project, clock.now)).toEqual([])
    expect(await ask(ben, 2)).toHaveProperty('page')
  })

  test('becomes the present one when the first is submitted, and another one follows it', async () => {
    const { take, submit, live } = await setUp(20, segments)
    let present = await take(ana, 2)
    let ahead = await take(ana, 2, present.page)
    for (let round = 0; round < 5; round += 1) {
      await submit(ana, present)
      // The page that has just been submitted names no page that is held.
      expect(await take(ana, 2, present.page)).toEqual(ahead)
      present = ahead
      ahead = await take(ana, 2, present.page)
      expect(await live(ana)).toEqual([present.page, ahead.page].toSorted())
    }
  })

  test('is none if the open items that are left are on the present one', async () => {
    const { ask, take, submit, service, project } = await setUp(2, segments)
    const first = await take(ana, 2)
    // The two items can be in two segments.
    if (first.items.length < 2) await submit(ana, await take(ana, 2, first.page))
    expect(await ask(ana, 2, first.page)).toEqual({ project: expect.anything(), waiting: 'AllYours' })
    expect(await ask(ben, 2)).toMatchObject({ waiting: 'AllLeased', retryAfter: 60 })
    await service.releasePage(ana, { project: project.id, page: first.page })
    expect((await take(ben, 1)).items).toHaveLength(1)
  })

  test('is none while others hold open items; the own lease tells nothing about when to ask again', async () => {
    const { ask, take, clock } = await setUp(2 * segments, segments)
    const first = await take(ana, 1)
    clock.now += lease / 2
    for (let hold = 0; hold < segments; hold += 1)
      for (const who of [ben, callerOf('cleo', 'Admin'), callerOf('dan', 'Admin'), callerOf('eve', 'Admin')])
        await ask(who, 50)
    expect(await ask(ana, 1, first.page)).toMatchObject({ waiting: 'AllLeased', retryAfter: 60 })
  })

  test('is none when all items are done', async () => {
    const { ask, take, submit } = await setUp(3, segments)
    let page = await take(ana, 3)
    for (;;) {
      await submit(ana, page)
      const next = await ask(ana, 3, page.page)
      if (!('page' in next)) {
        expect(next.waiting).toBe('AllDone')
        return
      }
      page = next.page
    }
  })

  test('expires, is renewed and is released by itself', async () => {
    const { take, live, service, clock, project } = await setUp(12, segments)
    const first = await take(ana, 2)
    const ahead = await take(ana, 2, first.page)
    clock.now = first.grantedAt + lease - 1
    await service.renewPage(ana, { project: project.id, page: ahead.page })
    clock.now += 1
    expect(await live(ana)).toEqual([ahead.page])
    expect(await take(ana, 2)).toMatchObject({ page: ahead.page })
    const other = await take(ana, 2, ahead.page)
    await service.releasePage(ana, { project: project.id, page: ahead.page })
    expect(await live(ana)).toEqual([other.page])
  })

  test('ends with the membership, as the present one does', async () => {
    const { take, live, service, project } = await setUp(12, segments)
    const first = await take(ana, 2)
    await take(ana, 2, first.page)
    await service.deleteMember(lead, { project: project.id, user: ana.user })
    expect(await live(ana)).toEqual([])
  })

  test('is not granted by a project that is paused; both pages can be submitted', async () => {
    const { take, ask, submit, service, project } = await setUp(12, segments)
    const first = await take(ana, 2)
    const ahead = await take(ana, 2, first.page)
    await service.pauseProject(lead, project.id)
    await expect(ask(ana, 2, first.page)).rejects.toMatchObject({ code: 'ProjectNotRunning' })
    for (const page of [ahead, first])
      expect((await submit(ana, page)).every(({ status }) => status === 'Accepted')).toBe(true)
  })
})

test('two pages in different segments are still two, whatever is open where', async () => {
  const { take, ask, live, store, project, clock } = await setUp(6, 3)
  const first = await take(ana, 50)
  const ahead = await take(ana, 50, first.page)
  expect(ahead.page.split('-')[0]).not.toBe(first.page.split('-')[0])
  const late = Array.from({ length: 30 }, (_, index) => `late-${index}.png`)
  await addItems(store, project, late, clock.now)
  for (const after of [undefined, first.page, ahead.page])
    expect(await ask(ana, 5, after)).toMatchObject({ page: after === first.page ? ahead : first })
  expect(await live(ana)).toHaveLength(2)
})

test('what was rejected comes back to its labeler first, on the page ahead', async () => {
  const { take, submit, service, project } = await setUp(12)
  const done = await take(ana, 2)
  await submit(ana, done)
  const present = await take(ana, 2)
  const items = done.items.map(({ id }) => id)
  await service.rejectItems(lead, { project: project.id, items, comment: 'look again' })
  const theirs = await take(ben, 2)
  expect(theirs.items.filter(({ id }) => items.includes(id))).toEqual([])
  const ahead = await take(ana, 2, present.page)
  expect(ahead.items.map(({ id }) => id).toSorted()).toEqual(items.toSorted())
})
