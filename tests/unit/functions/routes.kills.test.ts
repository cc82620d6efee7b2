import { describe, expect, it } from '@jest/globals'
import { datasets, datasetPartition } from '../../../src/domain/model/datasets/dataset.ts'
import { exportRecords, exportSlots } from '../../../src/domain/model/exports/export.ts'
import { operationPartition, operations } from '../../../src/domain/model/operations/operation.ts'
import { projectScope } from '../../../src/domain/model/projects/project.ts'
import { resumeOperations } from '../../../src/domain/operations/resume-operations.ts'
import type { Store } from '../../../src/domain/ports/store.ts'
import { readAll } from '../../support/check-counters.ts'
import { label, startWithImages } from '../../support/export-world.ts'
import { createHttpApp } from '../../support/http-app.ts'
import type { LongWorkWorld } from '../../support/long-work-world.ts'
import { Crash } from '../../support/run-workflow.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'
import { wrapStore } from '../../support/wrapped-store.ts'

/** A process that is killed at the n-th point: before or after each write. Nothing more is heard of it. */
const killedAt = (store: Store, point: number): { readonly store: Store; readonly points: () => number } => {
  let passed = 0
  let dead = false
  const pass = (): void => {
    if (dead) throw new Crash()
    passed += 1
    dead = passed === point
    if (dead) throw new Crash()
  }
  return {
    points: () => passed,
    store: wrapStore(store, async (call, run) => {
      if (dead) throw new Crash()
      if (call.method !== 'batch') return run()
      pass()
      const result = await run()
      pass()
      return result
    }),
  }
}

const send = async (world: LongWorkWorld, store: Store, path: string, body: object | undefined) => {
  const { deps, workflows } = world
  const app = createHttpApp(createServiceRoutes({ ...deps, store }), {
    store,
    now: deps.now,
    newId: deps.newId,
    log: () => {},
  })
  const answer = await app.send('POST', `/projects/${world.project.id}/${path}`, {
    as: 'admin:Admin',
    ...(body && { body }),
    headers: { 'idempotency-key': 'once' },
  })
  workflows.started.push(...app.started)
  return answer
}

const documents = async (world: LongWorkWorld) => {
  const { store } = world
  const scope = projectScope(world.project.uid)
  const [records, slots, work, labeled] = await Promise.all([
    readAll(store, exportRecords, scope),
    readAll(store, exportSlots, scope),
    readAll(store, operations, operationPartition),
    readAll(store, datasets, datasetPartition),
  ])
  return {
    exports: records.map(({ document }) => document),
    slots: slots.flatMap(({ document }) => document.running),
    work: work.map(({ document }) => document).filter(({ work }) => work !== 'import'),
    versions: labeled.map(({ document }) => (document.type === 'Labeled' ? document.version : 0)),
  }
}

const resume = async (world: LongWorkWorld): Promise<void> => {
  await resumeOperations(
    { store: world.store, now: world.deps.now, resumeAfter: 30_000, stuckAfter: 3_600_000 },
    world.workflows,
  )
  await world.runStarted()
}

const cases = [
  { work: 'export', path: 'exports', body: { format: 'Dataset' } },
  { work: 'refresh', path: 'refresh', body: undefined },
  { work: 'recount', path: 'recount', body: undefined },
  { work: 'removeItems', path: 'remove-items', body: { filter: { pathPrefix: 'f/' }, expectedCount: 3 } },
  { work: 'removeItems', path: 'restore-items', body: { filter: { pathPrefix: 'f/' }, expectedCount: 0 } },
  {
    work: 'reviewItems',
    path: 'review-items',
    body: { action: 'Approve', filter: { state: 'labeled' }, expectedCount: 1 },
  },
] as const

describe('a request that starts long work, and whose process is killed at any write', () => {
  for (const { work, path, body } of cases)
    for (const resumed of [false, true])
      it(`${work}: starts it once${resumed ? ', also if the timer resumed it before the retry' : ''}`, async () => {
        let point = 1
        for (let reached = true; reached; point += 1) {
          const world = await startWithImages(3)
          await label(world, 'f/0.png', 'c0')
          const process = killedAt(world.store, point)
          const first = await send(world, process.store, path, body)
          reached = process.points() >= point
          world.clock.now += 61_000
          if (resumed) await resume(world)
          const retried = await send(world, world.store, path, body)
          expect(retried.status).toBe(202)
          if (first.status === 202) expect(retried.json['id']).toBe(first.json['id'])
          await world.runStarted()
          world.clock.now += 61_000
          await resume(world)
          const left = await documents(world)
          const done = left.work.filter((one) => one.status === 'Succeeded')
          expect(done.map((one) => one.work)).toEqual([work])
          expect(left.work.filter((one) => one.open)).toEqual([])
          if (work === 'export') {
            expect(left.exports.map(({ status }) => status)).toEqual(['Succeeded'])
            expect([left.versions, left.slots]).toEqual([[1], []])
          }
          const again = await send(world, world.store, path, body)
          expect(again).toMatchObject({ status: 202, headers: { 'idempotent-replayed': 'true' } })
          expect(again.json['id']).toBe(retried.json['id'])
        }
        expect(point).toBeGreaterThan(6)
      })
})
