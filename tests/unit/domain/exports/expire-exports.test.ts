import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { datasetName, projectName } from '../../../../src/domain/core/ids.ts'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { expireExports } from '../../../../src/domain/exports/expire-exports.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { audits } from '../../../support/audit-entries.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { datasetPartition, datasets } from '../../../../src/domain/model/datasets/dataset.ts'
import { projectPartition } from '../../../../src/domain/model/projects/project.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { checkProperty } from '../../../support/property.ts'

const day = 24 * 3600 * 1000
const year = 365 * day

const start = async (exportRetention: number | undefined = 10 * day) => {
  const world = await startWithImages(1, { exportRetention })
  await label(world, 'f/0.png', 'c0')
  return world
}

const expire = async (world: LongWorkWorld) => {
  const outcome = await expireExports(world.deps, world.workflows)
  await world.runStarted()
  return outcome
}

const idsLeft = async (world: LongWorkWorld) =>
  (await listExports(world.deps)(admin, world.project.id, { limit: 100 })).exports.map((one) => one.export)

describe('the age limit of exports', () => {
  it('deletes an export with its files when it is that old, and not before', async () => {
    const world = await start()
    const one = await runExport(world)
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
    world.clock.now += 10 * day - 1
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
    expect(await idsLeft(world)).toEqual([one.export])
    world.clock.now += 1
    expect(await expire(world)).toEqual({ started: 1, failed: 0 })
    expect(await idsLeft(world)).toEqual([])
    expect(world.files.committed.size).toBe(0)
    expect(await audits(world.store, 'u1', 'DeleteExport')).toMatchObject([
      { by: 'retention', target: one.export },
    ])
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
  })

  it('is absent by default', async () => {
    const world = await startWithImages(1)
    await runExport(world)
    world.clock.now += 50 * year
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
  })

  it('spares the current version of a labeled dataset, and what runs', async () => {
    const world = await start()
    await runExport(world, { format: 'Dataset' })
    const current = await runExport(world, { format: 'Dataset' })
    const named = await runExport(world, { format: 'Dataset', name: datasetName.parse('other') })
    const running = await askForExport(world)
    await expireExports(world.deps, world.workflows)
    world.clock.now += 20 * day
    expect(await expireExports(world.deps, world.workflows)).toEqual({ started: 1, failed: 0 })
    await world.runStarted()
    expect((await idsLeft(world)).toSorted()).toEqual(
      [current.export, named.export, running.export].toSorted(),
    )
    const dataset = await datasets.read(world.store, datasetPartition, 'cats-labeled')
    expect(dataset?.document).toMatchObject({ version: 2, export: current.export })
    await runExport(world, { format: 'Dataset' })
    expect((await expire(world)).started).toBe(1)
    expect(await idsLeft(world)).toContain(running.export)
    expect(await idsLeft(world)).not.toContain(current.export)
  })

  it('deletes failed and canceled exports, too, and none twice', async () => {
    const world = await start()
    const one = await runExport(world)
    const other = await runExport(world)
    await expireExports(world.deps, world.workflows)
    await deleteExport(world.deps)(admin, world.workflows, world.project.id, other.export)
    world.clock.now += 20 * day
    expect(await expireExports(world.deps, world.workflows)).toEqual({ started: 1, failed: 0 })
    expect(await expireExports(world.deps, world.workflows)).toEqual({ started: 0, failed: 0 })
    await world.runStarted()
    expect(await idsLeft(world)).toEqual([])
    expect(await audits(world.store, 'u1', 'DeleteExport')).toHaveLength(2)
    expect(one.status).toBe('Succeeded')
  })

  it('continues a deletion that ended without its work, and leaves one alone that is open', async () => {
    const world = await start()
    await runExport(world)
    await expire(world)
    world.clock.now += 20 * day
    expect(await expireExports(world.deps, world.workflows)).toEqual({ started: 1, failed: 0 })
    const [first] = world.workflows.started.splice(0)
    expect(await expireExports(world.deps, world.workflows)).toEqual({ started: 0, failed: 0 })
    const error = { code: 'InternalError', message: 'x' }
    await endOperation(world.deps, first?.id ?? '', { status: 'Failed', error })
    world.workflows.started.splice(0)
    expect(await expire(world)).toEqual({ started: 1, failed: 0 })
    expect(await idsLeft(world)).toEqual([])
    expect(world.files.committed.size).toBe(0)
    expect(await audits(world.store, 'u1', 'DeleteExport')).toHaveLength(1)
  })

  it.each(['Creating', 'Deleting'] as const)('is not looked at while the project is %s', async (status) => {
    const world = await start()
    await runExport(world)
    await expire(world)
    world.clock.now += 20 * day
    const { document, etag } = (await world.store.read('workspace', projectPartition, 'cats'))!
    await world.store.batch('workspace', projectPartition, [
      { type: 'replace', document: { ...document, status }, ifMatch: etag },
    ])
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
  })

  it('of one project is kept if the store fails for another', async () => {
    const world = await start()
    await runExport(world)
    await expire(world)
    world.clock.now += 20 * day
    const { document } = (await world.store.read('workspace', projectPartition, 'cats'))!
    const broken = { ...document, id: projectName.parse('a'), uid: 'broken' }
    await world.store.batch('workspace', projectPartition, [{ type: 'create', document: broken }])
    const store: typeof world.store = {
      ...world.store,
      query: async (container, partition, query) => {
        if (partition === 'project:broken') throw new DomainError('ServiceUnavailable', 'Not now')
        return world.store.query(container, partition, query)
      },
    }
    expect(await expireExports({ ...world.deps, store }, world.workflows)).toEqual({ started: 1, failed: 1 })
  })
})

describe('an export that ended under a wrong clock', () => {
  it('is not deleted early by a clock that was behind', async () => {
    const world = await start()
    await runExport(world)
    world.clock.now += 400 * day
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
    world.clock.now += 10 * day
    expect(await expire(world)).toEqual({ started: 1, failed: 0 })
  })

  it('ages anew after the clock of the timer was ahead', async () => {
    const world = await start()
    await runExport(world)
    const truth = world.clock.now
    world.clock.now += 30 * year
    await expire(world)
    world.clock.now = truth
    await expire(world)
    world.clock.now = truth + 10 * day
    expect(await expire(world)).toEqual({ started: 1, failed: 0 })
  })

  it('does not stay for as long as the clock was ahead, and is not deleted early', async () => {
    const world = await start()
    const truth = world.clock.now
    world.clock.now += 30 * year
    await runExport(world)
    world.clock.now = truth + day
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
    world.clock.now += 10 * day - 1
    expect(await expire(world)).toEqual({ started: 0, failed: 0 })
    world.clock.now += 1
    expect(await expire(world)).toEqual({ started: 1, failed: 0 })
  })

  it('is deleted after its true end plus the limit, and at the latest after twice the limit, however wrong it was', async () => {
    const limit = 10 * day
    await checkProperty(
      'expire-exports',
      fc.asyncProperty(
        fc.integer({ min: -40 * day, max: 40 * day }),
        // A plan ends after seven days.
        fc.integer({ min: -40 * day, max: 6 * day }),
        async (endOff, duration) => {
          const startOff = endOff - duration
          const world = await start(limit)
          world.clock.now = 100 * day
          const truth = world.clock.now
          world.clock.now = truth + startOff
          await askForExport(world)
          world.clock.now = truth + endOff
          await world.runStarted()
          world.clock.now = truth
          for (; (await idsLeft(world)).length > 0; world.clock.now += day / 2) {
            if (world.clock.now > truth + 3 * limit) throw new Error('It is still there')
            await expire(world)
          }
          expect(world.clock.now).toBeGreaterThanOrEqual(truth + limit)
        },
      ),
      { runs: 30 },
    )
  })
})
