import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { ItemId, PageId } from '../../../src/domain/core/ids.ts'
import type { Caller } from '../../../src/domain/core/caller.ts'
import { isLive, leases, type LeaseDocument } from '../../../src/domain/model/leases/lease.ts'
import { items } from '../../../src/domain/model/items/item.ts'
import { segmentPartition } from '../../../src/domain/model/items/segment.ts'
import { updateItems } from '../../../src/domain/model/items/update-items.ts'
import { readAll } from '../../support/check-counters.ts'
import {
  callerOf,
  dispatchProblems,
  makeProject,
  readItems,
  setUpProject,
} from '../../support/labeling-world.ts'
import { createLaggingInstance } from '../../support/lagging-store.ts'
import { createForkableStore, type ForkableStore } from '../../support/memory-store.ts'
import { createServiceInstance } from '../../support/service-instance.ts'
import { checkProperty } from '../../support/property.ts'

const people = ['ana', 'ben', 'cem']
const lead: Caller = callerOf('lead', 'Admin')
const size = 3

/** Instances of the service; each reads a past state until it writes, raises a fence or catches up. */
const setUp = async (files: number, count = 2) => {
  const clock = { now: 1_000_000 }
  const now = () => clock.now
  const primary = createForkableStore(now)
  const project = makeProject({ segments: 2 })
  const paths = Array.from({ length: files }, (_, index) => `${index}.png`)
  await setUpProject(primary, project, people, paths)
  let ids = 0
  const instances = Array.from({ length: count }, () => {
    const lagging = createLaggingInstance(primary)
    const { run } = createServiceInstance(lagging, now, () => `id${(ids += 1)}`)
    return { run, catchUp: lagging.catchUp }
  })
  return { clock, now, primary, project, instances, [Symbol.iterator]: () => instances.values() }
}
type World = Awaited<ReturnType<typeof setUp>>

const next = (world: World, at: number, person: string, after?: PageId) =>
  world.instances[at]!.run((service) =>
    service.takePage(callerOf(person), { project: world.project.id, size, after }),
  )

const pageOf = async (world: World, at: number, person: string): Promise<LeaseDocument> => {
  const result = await next(world, at, person)
  if (!('page' in result)) throw new Error(`No page: ${result.waiting}`)
  return result.page
}

const submit = (world: World, at: number, person: string, page: LeaseDocument) =>
  world.instances[at]!.run((service) =>
    service.submitPage(callerOf(person), {
      project: world.project.id,
      page: page.page,
      answers: page.items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
    }),
  )

const review = (
  world: World,
  at: number,
  ids: readonly ItemId[],
  action: 'approveItems' | 'rejectItems',
  comment?: string,
) =>
  world.instances[at]!.run((service) =>
    service[action](lead, {
      project: world.project.id,
      items: ids,
      ...(action === 'rejectItems' && { comment }),
    }),
  )

const presentLeases = async (primary: ForkableStore, world: World): Promise<readonly LeaseDocument[]> => {
  const found = await Promise.all(
    [0, 1].map((segment) => readAll(primary, leases, segmentPartition(world.project.uid, segment))),
  )
  return found.flat().map(({ document }) => document)
}

describe('two instances, one of which reads an old state', () => {
  it('never give a submitted page again', async () => {
    const world = await setUp(12)
    const page = await pageOf(world, 0, 'ana')
    world.instances[1]!.catchUp()
    await submit(world, 0, 'ana', page)
    const after = await pageOf(world, 1, 'ana')
    expect(after.page).not.toBe(page.page)
    expect(after.status).toBe('Held')
  })

  it('find a page that the other granted, and reject what the other got', async () => {
    const world = await setUp(6)
    const page = await pageOf(world, 0, 'ana')
    const results = await submit(world, 1, 'ana', page)
    expect(results.every(({ status }) => status === 'Accepted')).toBe(true)
    const ids = page.items.map(({ id }) => id)
    expect(await review(world, 0, ids, 'rejectItems')).toMatchObject(ids.map(() => ({ status: 'Accepted' })))
    const other = await review(world, 1, ids, 'rejectItems', 'for another reason')
    expect(other).toMatchObject(ids.map(() => ({ status: 'Refused' })))
  })

  it('never say that all is done while a rejected item waits', async () => {
    const world = await setUp(3)
    let ids: readonly ItemId[] = []
    for (let result = await next(world, 0, 'ana'); 'page' in result; result = await next(world, 0, 'ana')) {
      ids = result.page.items.map(({ id }) => id)
      await submit(world, 0, 'ana', result.page)
    }
    world.instances[1]!.catchUp()
    expect(await next(world, 1, 'ben')).toMatchObject({ waiting: 'AllDone' })
    await review(world, 0, ids.slice(0, 1), 'rejectItems')
    expect((await pageOf(world, 1, 'ben')).items.map(({ id }) => id)).toEqual(ids.slice(0, 1))
  })

  it('refuse no answer for what one of them remembers of an item', async () => {
    const world = await setUp(3)
    const first = await pageOf(world, 0, 'ana')
    await world.instances[0]!.run((service) =>
      service.releasePage(callerOf('ana'), { project: world.project.id, page: first.page }),
    )
    for (let segment = 0; segment < 2; segment += 1) {
      const all = await readAll(world.primary, items, segmentPartition(world.project.uid, segment))
      await updateItems(
        world.primary,
        { uid: world.project.uid, segment },
        new Map(all.map(({ document }) => [document.id, document])),
        (item) => item && { ...item, file: { ...item.file, etag: 'new' } },
      )
    }
    const again = await pageOf(world, 1, 'ben')
    const results = await submit(world, 0, 'ben', again)
    expect(results).toMatchObject(again.items.map(() => ({ status: 'Accepted' })))
  })

  it('end a lease that was granted under a wrong clock, and count its late answers', async () => {
    const world = await setUp(3)
    world.clock.now += 2 * 3600_000
    const page = await pageOf(world, 0, 'ana')
    const renewed = await pageOf(world, 0, 'ben').catch(() => undefined)
    world.clock.now -= 2 * 3600_000
    const taken = await pageOf(world, 1, 'cem')
    expect(taken.items.length).toBeGreaterThan(0)
    const results = await submit(world, 0, 'ana', page)
    const others = new Set(taken.items.map(({ id }) => id))
    expect(results.map(({ item, status }) => [item, status])).toEqual(
      page.items.map(({ id }) => [id, others.has(id) ? 'Refused' : 'Accepted']),
    )
    expect(renewed?.items.some(({ id }) => page.items.some((one) => one.id === id)) ?? false).toBe(false)
  })

  it('accept no repeated approval for what one of them remembers of an item', async () => {
    const world = await setUp(3)
    const page = await pageOf(world, 0, 'ana')
    const ids = page.items.slice(0, 1).map(({ id }) => id)
    await submit(world, 0, 'ana', page)
    world.instances[1]!.catchUp()
    await review(world, 1, ids, 'approveItems')
    world.instances[0]!.catchUp()
    await review(world, 0, ids, 'rejectItems')
    expect(await review(world, 1, ids, 'approveItems')).toMatchObject([{ status: 'Refused' }])
  })

  it('write a label that one of them remembers, if the item has another one now', async () => {
    const world = await setUp(3)
    const page = await pageOf(world, 0, 'ana')
    const item = page.items[0]!.id
    const relabel = (at: number, ...labels: readonly string[]) =>
      world.instances[at]!.run((service) =>
        service.labelItem(lead, { project: world.project.id, item, label: { labels }, ifMatch: '*' }),
      )
    await relabel(1, 'Dog')
    world.instances[0]!.catchUp()
    await relabel(0, 'Cat')
    await relabel(1, 'Dog')
    const found = (await readItems(world.primary, world.project)).find(({ id }) => id === item)
    expect(found?.classes).toEqual(['c1'])
  })

  it('show no project to a member that was removed', async () => {
    const world = await setUp(3)
    await pageOf(world, 1, 'ana')
    const scope = `project:${world.project.uid}`
    const member = await world.primary.read('workspace', scope, 'member:ana')
    await world.primary.batch('workspace', scope, [
      { type: 'delete', id: 'member:ana', ifMatch: member!.etag },
    ])
    await expect(next(world, 1, 'ana')).rejects.toMatchObject({ code: 'ProjectNotFound' })
  })

  it('keep all invariants and say nothing false, whatever state each reads', async () => {
    const step = fc.record({
      at: fc.nat({ max: 2 }),
      person: fc.constantFrom(...people),
      do: fc.constantFrom('label', 'label', 'page', 'ahead', 'ahead', 'reject', 'approve', 'catchUp', 'wait'),
      pick: fc.nat({ max: 1000 }),
    })
    await checkProperty(
      'labeling-instances',
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const world = await setUp(10, 3)
        const { primary, project, clock } = world
        const held = new Map<string, LeaseDocument>()
        let acknowledged = 0
        for (const { at, person, do: action, pick } of steps) {
          clock.now += 1
          if (action === 'catchUp') world.instances[at]!.catchUp()
          if (action === 'wait') {
            clock.now += 30_000
            // No replica is that late.
            for (const { catchUp } of world.instances) catchUp()
          }
          if (action === 'page' || action === 'ahead' || action === 'label') {
            const after = action === 'ahead' ? held.get(person)?.page : undefined
            const result = await next(world, at, person, after)
            const live = (await presentLeases(primary, world)).filter((one) => isLive(one, clock.now))
            expect(live.filter(({ labeler }) => labeler === person).length).toBeLessThanOrEqual(2)
            if ('page' in result) {
              expect(result.page.page).not.toBe(after)
              expect(live.filter(({ labeler }) => labeler === person)).toContainEqual(result.page)
              held.set(person, result.page)
            } else {
              const open = (await readItems(primary, project)).filter(({ queue }) => queue !== undefined)
              const leased = new Set(live.flatMap((one) => one.items.map(({ id }) => id)))
              expect(open.filter(({ id }) => !leased.has(id))).toEqual([])
              const others = new Set(
                live.flatMap((one) => (one.labeler === person ? [] : one.items.map(({ id }) => id))),
              )
              const isYours = !open.some(({ id }) => others.has(id))
              expect(result.waiting).toBe(open.length === 0 ? 'AllDone' : isYours ? 'AllYours' : 'AllLeased')
            }
          }
          const page = held.get(person)
          if (action === 'label' && page) {
            const live = isLive(page, clock.now)
            const results = await submit(world, at, person, page)
            held.delete(person)
            if (live) expect(results.filter(({ status }) => status !== 'Accepted')).toEqual([])
            acknowledged += results.filter(({ status }) => status === 'Accepted').length
          }
          if (action === 'reject' || action === 'approve') {
            const all = (await readItems(primary, project)).filter(({ decision }) => decision)
            const item = all[pick % Math.max(1, all.length)]
            if (!item) continue
            // Approving again what one has approved is accepted, and changes nothing.
            const allowed = action === 'reject' || item.state === 'labeled' || item.approved !== undefined
            const [result] = await review(world, at, [item.id], `${action}Items`)
            expect(result?.status).toBe(allowed ? 'Accepted' : 'Refused')
          }
        }
        expect(await dispatchProblems(primary, project, clock.now)).toEqual([])
        const all = await readItems(primary, project)
        const kept = all.reduce((sum, item) => sum + item.history.length + (item.decision ? 1 : 0), 0)
        expect(kept).toBe(acknowledged)
      }),
      { runs: 50 },
    )
  })
})
