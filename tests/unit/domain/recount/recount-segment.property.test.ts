import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import type { SegmentEnd } from '../../../../src/domain/recount/recount-segment.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { counterForms, giveForm } from '../../../support/counter-forms.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { createLabelingService, lead, readItems } from '../../../support/labeling-world.ts'
import { createRecountWorld, label, spoil, type RecountWorld } from '../../../support/recount-world.ts'
import { checkProperty } from '../../../support/property.ts'

const people = ['ana', 'ben', 'cleo']
const reviews = ['reject', 'approve', 'acceptSkip', 'relabel'] as const

const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('label' as const),
      who: fc.nat(2),
      size: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(...reviews),
      from: fc.nat(20),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const counters = [
  'states.labeled',
  'states.skipped',
  'states.removed',
  'open',
  'missing',
  'headersPending',
  'classes.c0',
  'classes.c1',
  'classes.c9',
]
const faults = fc.record({
  counter: fc.constantFrom(...counters),
  by: fc.integer({ min: -5, max: 5 }),
  at: fc.nat(2),
})
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fail', 'lose', 'conflict') },
)

/** Tries again after an unclear answer; what is refused is let be. */
const persist = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!isDomainError(error)) throw error
      if (error.code !== 'ServiceUnavailable') return undefined
    }
  }
}

const doStep = async (
  world: Pick<RecountWorld, 'service' | 'project' | 'store' | 'clock'>,
  one: Step,
): Promise<void> => {
  if (one.do === 'label') {
    await persist(() => label(world, people[one.who]!, 1, one.size))
    return
  }
  if (one.do === 'sleep') {
    world.clock.now += 18 * 3600 * 1000
    return
  }
  const { service } = world
  const project = world.project.id
  const all = await readItems(world.store, world.project)
  const items = all.slice(one.from, one.from + one.count).map(({ id }) => id)
  const [item] = items
  if (item === undefined) return
  if (one.do === 'reject') await persist(() => service.rejectItems(lead, { project, items }))
  if (one.do === 'approve') await persist(() => service.approveItems(lead, { project, items }))
  if (one.do === 'acceptSkip') await persist(() => service.acceptSkips(lead, { project, items }))
  if (one.do === 'relabel')
    await persist(() => service.labelItem(lead, { project, item, label: { labels: ['Dog'] }, ifMatch: '*' }))
}

const segmentsOf = ({ project }: RecountWorld) =>
  Array.from({ length: project.segments }, (_, segment) => segment)

/** A recount from its beginning to its end. */
const recountAll = async (
  world: RecountWorld,
  on: Store,
  repair: boolean,
): Promise<readonly SegmentEnd[]> => {
  const id = await world.start(repair)
  const ends: SegmentEnd[] = []
  for (const segment of segmentsOf(world)) {
    const end = await persist(() => world.recount(id, on, { segment }))
    if (!end) throw new Error('A recount is not refused')
    ends.push(end)
  }
  await endOperation(world.deps, id, { status: 'Succeeded' })
  return ends
}

const spoilAll = async (
  world: RecountWorld,
  some: readonly { counter: string; by: number; at: number }[],
) => {
  const drift = new Map<string, number>()
  for (const { counter, by, at } of some) {
    const segment = at % world.project.segments
    const partition = segmentPartition(world.project.uid, segment)
    // A segment without items has no counters to spoil.
    if (!(await world.store.read('items', partition, 'counters'))) continue
    await spoil(world.store, partition, counter, by)
    const key = `${segment} ${counter}`
    drift.set(key, (drift.get(key) ?? 0) + by)
  }
  return [...drift].filter(([, by]) => by !== 0).toSorted()
}

const driftIn = (ends: readonly SegmentEnd[]) =>
  ends
    .flatMap(({ differences }) => differences)
    .map(({ segment, counter, stored, counted }) => [`${segment} ${counter}`, stored - counted])
    .toSorted()

const shape = {
  segments: fc.integer({ min: 1, max: 3 }),
  count: fc.integer({ min: 1, max: 25 }),
  form: fc.constantFrom(...counterForms),
  history: fc.array(step, { maxLength: 15 }),
  spoiled: fc.array(faults, { maxLength: 6 }),
}

describe('a recount', () => {
  test('finds exactly what was spoiled, and leaves counters that equal the items', async () => {
    await checkProperty(
      'recount',
      fc.asyncProperty(fc.record(shape), async ({ segments, count, form, history, spoiled }) => {
        const world = await createRecountWorld(count, { segments })
        await giveForm(world.store, world.project, form)
        for (const one of history) await doStep(world, one)
        expect(await counterProblems(world.store, world.project)).toEqual([])
        const drift = await spoilAll(world, spoiled)
        expect(driftIn(await recountAll(world, world.store, false))).toEqual(drift)
        expect(driftIn(await recountAll(world, world.store, true))).toEqual(drift)
        expect(await counterProblems(world.store, world.project)).toEqual([])
        expect(driftIn(await recountAll(world, world.store, true))).toEqual([])
      }),
      { runs: 25 },
    )
  })

  test('does so while people work and the store fails; what is busy is left as it is', async () => {
    await checkProperty(
      'recount-at-work',
      fc.asyncProperty(
        fc.scheduler(),
        fc.record({
          ...shape,
          meanwhile: fc.array(fc.array(step, { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
          faults: fc.infiniteStream(fault),
        }),
        async (scheduler, { segments, count, form, history, spoiled, meanwhile, faults }) => {
          const world = await createRecountWorld(count, { segments })
          await giveForm(world.store, world.project, form)
          for (const one of history) await doStep(world, one)
          const drift = await spoilAll(world, spoiled)
          const unsteady = delayedStore(
            faultyStore(world.store, () => faults.next().value ?? 'pass'),
            (call) => scheduler.schedule(Promise.resolve(), call.method),
          )
          const service = createLabelingService(unsteady, world.deps.now, world.deps.newId)
          const work = async (steps: readonly Step[]): Promise<void> => {
            for (const one of steps) await doStep({ ...world, service }, one)
          }
          const [ends] = await scheduler.waitFor(
            Promise.all([recountAll(world, unsteady, true), ...meanwhile.map(work)]),
          )
          const busy = new Set(ends.filter((one) => one.busy).map(({ segment }) => String(segment)))
          const isBusy = ([key]: readonly [string, number]) => busy.has(key.split(' ')[0] ?? '')
          // A step that was repeated may find the segment busy after it has corrected it.
          const found = driftIn(ends)
          expect(found).toEqual(expect.arrayContaining(drift.filter((one) => !isBusy(one))))
          const later = driftIn(await recountAll(world, world.store, true))
          expect([...found, ...later].toSorted()).toEqual(drift)
          expect(await counterProblems(world.store, world.project)).toEqual([])
        },
      ),
      { runs: 25 },
    )
  })
})
