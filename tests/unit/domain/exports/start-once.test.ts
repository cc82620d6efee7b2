import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { startExport } from '../../../../src/domain/exports/start-export.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { readAll } from '../../../support/check-counters.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { askForExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { checkProperty } from '../../../support/property.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const seed = requestSeed.parse('once')

const start = (world: LongWorkWorld, store: Store) =>
  startExport({ ...world.deps, store })(admin, world.workflows, world.project.id, {
    format: 'Csv',
    include: 'All',
    seed,
  })

const exportsOf = async (world: LongWorkWorld) =>
  (await listExports(world.deps)(admin, world.project.id, { limit: 50 })).exports

test.each([
  ['with a key', seed],
  ['without a key', undefined],
])(
  'an export whose operation the timer ended before the record was written is started under another one, %s',
  async (_, seed) => {
    const world = await startWithImages(1)
    let ended = 0
    const store = wrapStore(world.store, async ({ method, operations: batch = [] }, run) => {
      const created = batch.some((one) => one.type === 'create' && one.document.kind === 'export')
      if (method !== 'batch' || !created || ended > 0) return run()
      ended += 1
      const open = (await readAll(world.store, operations, operationPartition)).find(
        ({ document }) => document.work === 'export' && document.open,
      )
      await endOperation(world.deps, open!.document.id, { status: 'Canceled' })
      return run()
    })
    const { export: id } = await askForExport({ ...world, deps: { ...world.deps, store } }, { seed })
    await world.runStarted()
    expect((await exportsOf(world)).map((one) => [one.export === id, one.status]).toSorted()).toEqual([
      [false, 'Canceled'],
      [true, 'Succeeded'],
    ])
  },
)

test('a repeated start returns its export in any state, also while all places are taken', async () => {
  const world = await startWithImages(1)
  const first = await start(world, world.store)
  await askForExport(world)
  await askForExport(world, { include: 'All' })
  expect(await start(world, world.store)).toEqual(first)
  await world.runStarted()
  expect(await start(world, world.store)).toMatchObject({ export: first.export, status: 'Succeeded' })
  expect(await exportsOf(world)).toHaveLength(3)
})

test('two runs of one request at the same time start one export', async () => {
  await checkProperty(
    'start-export-once',
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const world = await startWithImages(1)
      const store = delayedStore(world.store, ({ method }) => scheduler.schedule(Promise.resolve(), method))
      const runs = Promise.all([start(world, store), start(world, store)])
      await scheduler.waitFor(runs)
      const [one, other] = await runs
      expect(one.export).toBe(other.export)
      await world.runStarted()
      expect((await exportsOf(world)).map(({ status }) => status)).toEqual(['Succeeded'])
    }),
    { runs: 30 },
  )
})
