import { describe, expect, test } from '@jest/globals'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import { createLeaseEnds } from '../../../../src/domain/labeling/lease-ends.ts'
import type { LeaseRequest } from '../../../../src/domain/labeling/decide-leases.ts'
import { takePage } from '../../../../src/domain/labeling/take-page.ts'
import { pickSegments } from '../../../../src/domain/labeling/pick-segments.ts'
import { noCounters, type CountersDocument } from '../../../../src/domain/model/items/counters.ts'
import type { SegmentKey } from '../../../../src/domain/model/items/segment.ts'
import { readCurrentSegment } from '../../../../src/domain/model/leases/current-segment.ts'
import type { ProjectDocument } from '../../../../src/domain/model/projects/project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { callerOf, makePage, makeProject } from '../../../support/make-documents.ts'
import { goodWatch, watchOf } from '../../../support/datastore-source.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { setUpProject } from '../../../support/seed-project.ts'

const ana = callerOf('ana')
const page = makePage('ana', [])

/** `open` of each segment, as counters that are kept and as fresh ones say; and the segments that have a page to give. */
const setUp = async (
  counts: {
    readonly kept: readonly number[]
    readonly fresh?: readonly number[]
    readonly counters?: readonly CountersDocument[]
    readonly isDead?: boolean
  },
  giving: readonly number[],
  changes: Partial<ProjectDocument> = {},
) => {
  const store = createMemoryStore(() => 0)
  const project = makeProject({ segments: counts.kept.length, ...changes })
  await setUpProject(store, project, ['ana'], [])
  const ages: number[] = []
  const ends = createLeaseEnds()
  const asked: { readonly segment: SegmentKey; readonly request: LeaseRequest }[] = []
  const operation = takePage({
    store,
    tasks,
    memory: createItemMemory(),
    ends,
    now: () => 0,
    watch: counts.isDead ? watchOf({ code: 'DatastoreUnreachable', message: 'It is dead' }) : goodWatch,
    counters: async (_, atMostOld) => {
      ages.push(atMostOld)
      if (counts.counters) return counts.counters
      const open = atMostOld === 0 ? (counts.fresh ?? counts.kept) : counts.kept
      return open.map((count) => ({ ...noCounters, open: count }))
    },
    lease: async (segment, request) => {
      asked.push({ segment, request })
      if (!giving.includes(segment.segment)) return undefined
      const current = await readCurrentSegment(store, segment.uid, request.labeler)
      const isHere = !request.severalSegments || current?.document.segment === segment.segment
      return isHere ? page : 'Elsewhere'
    },
  })
  return {
    store,
    project,
    ends,
    ages,
    asked,
    segments: () => asked.map(({ segment }) => segment.segment),
    next: (size = 3) => operation(ana, { project: project.id, size }),
    current: async () => (await readCurrentSegment(store, 'u1', ana.user))?.document.segment,
  }
}
const order = (...open: readonly number[]) =>
  pickSegments(
    'u1',
    ana.user,
    open.map((count) => ({ ...noCounters, open: count })),
  )

describe('the next page', () => {
  test('comes from the first segment that gives one, in the order of the labeler', async () => {
    const [first, second, third] = order(1, 1, 1)
    const world = await setUp({ kept: [1, 1, 1] }, [second!, third!])
    expect(await world.next()).toEqual({ project: world.project, role: 'Labeler', page, items: [] })
    // The second one again, once it is the labeler's segment.
    expect(world.segments()).toEqual([first, second, second])
    expect(world.asked[0]).toEqual({
      segment: { uid: 'u1', segment: first },
      request: { labeler: 'ana', size: 3, lease: 60_000, after: undefined, severalSegments: true },
    })
    expect(world.ages).toEqual([2000])
    expect(await world.current()).toBe(second)
  })

  test('comes from the labeler’s segment as long as it has one, without a look at the counters', async () => {
    const [first] = order(1, 1, 1)
    const world = await setUp({ kept: [1, 1, 1] }, [first!])
    await world.next()
    await world.next()
    expect(world.segments()).toEqual([first, first, first])
    expect(world.ages).toEqual([2000])
    expect(await world.current()).toBe(first)
  })

  test('is looked for elsewhere when the labeler’s segment is drained, which is tried once', async () => {
    const giving = [...order(1, 1)].slice(0, 1)
    const world = await setUp({ kept: [1, 1] }, giving)
    await world.next()
    const [first] = giving
    giving[0] = 1 - first!
    expect(await world.next()).toMatchObject({ page })
    expect(world.segments()).toEqual([first, first, first, 1 - first!, 1 - first!])
    expect(await world.current()).toBe(1 - first!)
  })

  test('of a project with one segment needs no look at where the labeler was', async () => {
    const world = await setUp({ kept: [1] }, [0])
    expect(await world.next()).toMatchObject({ page })
    expect(world.segments()).toEqual([0])
    expect(world.ages).toEqual([])
    expect(await world.current()).toBeUndefined()
    const drained = await setUp({ kept: [1], fresh: [0] }, [])
    expect(await drained.next()).toEqual({ project: drained.project, waiting: 'AllDone' })
    expect(drained.segments()).toEqual([0])
  })

  test('is looked for by fresh counters before there is none', async () => {
    const world = await setUp({ kept: [0, 0], fresh: [0, 1] }, [1])
    expect(await world.next()).toEqual({ project: world.project, role: 'Labeler', page, items: [] })
    expect(world.ages).toEqual([2000, 0])
    expect(world.segments()).toEqual([1, 1])
  })

  test('is none when all is done, and when others hold the rest', async () => {
    const done = await setUp({ kept: [0, 0] }, [])
    expect(await done.next()).toEqual({ project: done.project, waiting: 'AllDone' })
    const leased = await setUp({ kept: [0, 1] }, [])
    expect(await leased.next()).toEqual({ project: leased.project, waiting: 'AllLeased', retryAfter: 5 })
    expect(leased.segments()).toEqual([1])
  })

  test('is to be asked for again when the first lease of its segments ends', async () => {
    const { next, ends } = await setUp({ kept: [1, 1] }, [])
    ends.note('u1:0', [makePage('ben', [], { leaseUntil: 42_000 })], 0)
    ends.note('u1:1', [makePage('cleo', [], { leaseUntil: 17_500 })], 0)
    ends.note('u2:0', [makePage('dan', [], { leaseUntil: 1_000 })], 0)
    expect(await next()).toMatchObject({ waiting: 'AllLeased', retryAfter: 18 })
  })

  test('is none because of missing files, if the items that are left have none', async () => {
    const missing = { ...noCounters, states: { unlabeled: 2, labeled: 3 }, missing: 2 }
    const done = { ...noCounters, states: { labeled: 3 }, missing: 1 }
    const leased = { ...noCounters, states: { unlabeled: 1 }, open: 1 }
    for (const [counters, waiting] of [
      [[done, missing], 'FilesMissing'],
      [[done, done], 'AllDone'],
      [[missing, leased], 'AllLeased'],
    ] as const) {
      const world = await setUp({ kept: [0, 0], counters }, [])
      expect(await world.next()).toMatchObject({ project: world.project, waiting })
      const dead = await setUp({ kept: [0, 0], counters, isDead: true }, [])
      if (waiting === 'AllLeased')
        await expect(dead.next()).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
      else expect(await dead.next()).toEqual({ project: dead.project, waiting })
    }
  })

  test('has no more items than their answers fit a batch', async () => {
    const world = await setUp({ kept: [1] }, [0])
    await world.next(1000)
    expect(world.asked[0]?.request.size).toBe(50)
  })

  test.each<[ProjectDocument['status'], RegExp]>([
    ['Creating', /Running/],
    ['Paused', /resume/],
    ['Failed', /administrator/],
    ['Deleting', /delet/],
  ])('is none of a project that is %s', async (status, message) => {
    const world = await setUp({ kept: [1] }, [0], { status })
    const refusal = { code: 'ProjectNotRunning', message: expect.stringMatching(message) }
    await expect(world.next()).rejects.toMatchObject(refusal)
    await expect(world.next()).rejects.toThrow("'cats'")
    expect(world.asked).toEqual([])
  })
})
