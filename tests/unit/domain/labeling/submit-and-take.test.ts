import { beforeEach, describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import { createLeaseEnds } from '../../../../src/domain/labeling/lease-ends.ts'
import { submitAndTake } from '../../../../src/domain/labeling/submit-and-take.ts'
import type { TakePageDeps } from '../../../../src/domain/labeling/take-page.ts'
import { createCountersCache } from '../../../../src/domain/model/items/read-counters.ts'
import type { LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { goodWatch } from '../../../support/datastore-source.ts'
import {
  callerOf,
  createLabelingService,
  lead,
  makeProject,
  setUpProject,
  type LabelingService,
} from '../../../support/labeling-world.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { createForkableStore, type ForkableStore } from '../../../support/memory-store.ts'

const project = makeProject()
const ana = callerOf('ana')
const clock = 1_000_000
let store: ForkableStore
let service: LabelingService
let page: LeaseDocument
let ids: number

const newId = () => `id${(ids += 1)}`
beforeEach(async () => {
  ids = 0
  store = createForkableStore(() => clock)
  service = createLabelingService(store, () => clock, newId)
  await setUpProject(store, project, ['ana'], ['1', '2', '3'])
  const first = await service.takePage(ana, { project: project.id, size: 2 })
  if (!('page' in first)) throw new Error('No page')
  page = first.page
})

const request = () => ({
  project: project.id,
  page: page.page,
  answers: page.items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
  next: { size: 5 },
})
const accepted = () => page.items.map(({ id }) => ({ item: id, status: 'Accepted' }))

/** The operation, whose next page fails with this. */
const failing = (error: unknown) => {
  const logged: unknown[] = []
  const deps: TakePageDeps = {
    store,
    now: () => clock,
    tasks,
    memory: createItemMemory(),
    ends: createLeaseEnds(),
    counters: createCountersCache({ store, now: () => clock }),
    watch: goodWatch,
    lease: () => {
      throw error
    },
  }
  const submit = submitAndTake({
    ...deps,
    log: (level, message, fields) => logged.push([level, message, fields]),
  })
  return { submit, logged }
}

describe('a submit', () => {
  test('without a wish for more has no next page', async () => {
    const { next: _, ...plain } = request()
    expect(Object.keys(await service.submitAndTake(ana, plain))).toEqual(['results', 'page'])
  })

  test('has the next page that was wished for, the same one again, and why there is none', async () => {
    const first = await service.submitAndTake(ana, request())
    expect(first).toMatchObject({
      results: accepted(),
      page: { status: 'Submitted' },
      next: { page: { status: 'Held' }, items: [{ state: 'unlabeled' }] },
    })
    expect(await service.submitAndTake(ana, request())).toEqual(first)
    if (!first.next || !('page' in first.next)) throw new Error('No next page')
    page = first.next.page
    expect((await service.submitAndTake(ana, request())).next).toMatchObject({ waiting: 'AllDone' })
  })

  test('counts, whatever is wrong with the next page', async () => {
    const busy = new DomainError('ServiceUnavailable', 'Retry', { retryAfter: 3 })
    const refused = await failing(busy).submit(ana, request())
    expect(refused).toMatchObject({ results: accepted(), nextError: busy })
    expect(refused).not.toHaveProperty('next')
    const defect = new Error('a defect')
    const { submit, logged } = failing(defect)
    expect((await submit(ana, request())).nextError).toMatchObject({ code: 'InternalError' })
    expect(logged).toMatchObject([['Error', expect.any(String), { page: page.page, error: defect }]])
  })

  test('is told of a paused project, and not of one that runs again', async () => {
    await service.pauseProject(lead, project.id)
    const lagging = createLaggingInstance(store)
    lagging.catchUp()
    const late = createLabelingService(lagging, () => clock, newId)
    const paused = (await late.submitAndTake(ana, request())).nextError
    expect(paused?.code).toBe('ProjectNotRunning')
    lagging.catchUp()
    await service.resumeProject(lead, project.id)
    expect(await late.submitAndTake(ana, request())).toMatchObject({ next: { page: { status: 'Held' } } })
  })
})
