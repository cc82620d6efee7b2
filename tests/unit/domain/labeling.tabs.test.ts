import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DomainError } from '../../../src/domain/core/errors.ts'
import type { PageId } from '../../../src/domain/core/ids.ts'
import type { Fault } from '../../support/faulty-store.ts'
import { faultyStore } from '../../support/faulty-store.ts'
import { delayedStore } from '../../support/delayed-store.ts'
import {
  addItems,
  callerOf,
  createLabelingService,
  dispatchProblems,
  lease,
  makeProject,
  setUpProject,
} from '../../support/labeling-world.ts'
import { createForkableStore } from '../../support/memory-store.ts'
import { persist } from '../../support/persist.ts'
import { checkProperty } from '../../support/property.ts'
import { wrapStore } from '../../support/wrapped-store.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 15, arbitrary: fc.constant<Fault>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fail', 'lose', 'conflict') },
)
/** What a tab does: it asks for a page beside the first one, beside its last one, or for any; or it gives its last one back. */
const tabStep = fc.constantFrom('first', 'first', 'last', 'any', 'release')
type TabStep = typeof tabStep extends fc.Arbitrary<infer T> ? T : never
const otherStep = fc.record({
  do: fc.constantFrom('release', 'take', 'add', 'wait'),
  after: fc.integer({ min: 0, max: 25 }),
})

describe('one labeler in several tabs, while the segments become empty and fill again', () => {
  test('never holds more than two pages', async () => {
    let most = 0
    await checkProperty(
      'labeling-tabs',
      fc.asyncProperty(
        fc.scheduler(),
        fc.record({
          segments: fc.integer({ min: 2, max: 4 }),
          count: fc.integer({ min: 3, max: 10 }),
          hoard: fc.integer({ min: 0, max: 8 }),
          tabs: fc.array(fc.array(tabStep, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
          others: fc.array(otherStep, { maxLength: 6 }),
          faults: fc.infiniteStream(fault),
        }),
        async (scheduler, { segments, count, hoard, tabs, others, faults }) => {
          const clock = { now: 1_000_000 }
          const now = () => clock.now
          const truth = createForkableStore(now)
          const project = makeProject({ segments })
          const paths = Array.from({ length: count }, (_, index) => `${index}.png`)
          await setUpProject(truth, project, ['ana', 'ben'], paths)
          let ids = 0
          const newId = () => `id${(ids += 1)}`
          const calm = createLabelingService(truth, now, newId)
          const take = (service: typeof calm, who: typeof ana, size: number, after?: PageId) =>
            persist(() => service.takePage(who, { project: project.id, size, after }))
          const pageOf = (next: Awaited<ReturnType<typeof take>>): PageId | undefined =>
            next instanceof DomainError || !('page' in next) ? undefined : next.page.page

          const first = pageOf(await take(calm, ana, 1))
          let hoarded = hoard > 0 ? pageOf(await take(calm, ben, hoard)) : undefined

          const broken: string[] = []
          const checked = wrapStore(truth, async (call, run) => {
            const result = await run()
            if (call.method === 'batch' && call.container === 'items')
              // Of one moment: others write while it is read.
              broken.push(...(await dispatchProblems(truth.fork(), project, clock.now)))
            return result
          })
          const services = [0, 1].map(() =>
            createLabelingService(
              delayedStore(
                faultyStore(checked, () => faults.next().value ?? 'pass'),
                (call) => scheduler.schedule(Promise.resolve(), call.method),
              ),
              now,
              newId,
            ),
          )
          const tabDoes = async (steps: readonly TabStep[], index: number): Promise<void> => {
            const service = services[index % 2]!
            let last = first
            for (const step of steps) {
              if (step === 'release') {
                const page = last
                if (page !== undefined)
                  await persist(() => service.releasePage(ana, { project: project.id, page }))
                continue
              }
              const after = { first, last, any: undefined }[step]
              const page = pageOf(await take(service, ana, 1, after))
              if (page !== undefined) {
                expect(page).not.toBe(after)
                last = page
              }
            }
          }
          const othersDo = async (): Promise<void> => {
            for (const [index, { do: one, after }] of others.entries()) {
              for (let turn = 0; turn < after; turn += 1) await scheduler.schedule(Promise.resolve(), 'turn')
              const page = hoarded
              if (one === 'release' && page !== undefined)
                await persist(() => services[0]!.releasePage(ben, { project: project.id, page }))
              if (one === 'take') hoarded = pageOf(await take(services[1]!, ben, 3))
              if (one === 'add') await addItems(truth, project, [`late-${index}.png`], clock.now)
              if (one === 'wait') clock.now += lease / 2
            }
          }
          await scheduler.waitFor(Promise.all([...tabs.map(tabDoes), othersDo()]))
          expect(broken).toEqual([])

          const held = await calm.listPages(callerOf('lead', 'Admin'), { project: project.id, pageSize: 50 })
          most = Math.max(most, held.documents.filter(({ document }) => document.labeler === 'ana').length)
        },
      ),
      { runs: 120 },
    )
    expect(most).toBe(2)
  })
})
