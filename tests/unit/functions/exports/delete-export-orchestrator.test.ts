import { describe, expect, it } from '@jest/globals'
import { exportId, type ExportId } from '../../../../src/domain/core/ids.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import { datasetPartition, datasets } from '../../../../src/domain/model/datasets/dataset.ts'
import { exportPartsOf } from '../../../../src/domain/model/exports/export-part.ts'
import { exportPlanId } from '../../../../src/domain/model/exports/export.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { projectPartition, projectScope } from '../../../../src/domain/model/projects/project.ts'
import { audits } from '../../../support/audit-entries.ts'
import { checkPointers } from '../../../support/check-pointers.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import {
  admin,
  crashingProcesses,
  runUntilCrash,
  type LongWorkWorld,
} from '../../../support/long-work-world.ts'
import { Crash } from '../../../support/run-workflow.ts'
import { started } from '../../../support/started.ts'

const places = { uids: ['u1'], names: ['cats-labeled'] }
const pointers = (world: LongWorkWorld) => checkPointers(world.store, world.files, places)
const clean = { dangling: [], orphans: [] }

const remove = (world: LongWorkWorld, id: ExportId) =>
  started(deleteExport(world.deps)(admin, world.workflows, world.project.id, id))

const removeWhole = async (world: LongWorkWorld, id: ExportId) => {
  const operation = await remove(world, id)
  await world.runStarted()
  return world.readOperation(operation.id)
}

const exists = (world: LongWorkWorld, id: ExportId) =>
  getExport(world.deps)(admin, world.project.id, id).then(
    () => true,
    () => false,
  )

const dataset = async ({ store }: LongWorkWorld) =>
  (await datasets.read(store, datasetPartition, 'cats-labeled'))?.document

const start = async () => {
  const world = await startWithImages(4)
  await label(world, 'f/0.png', 'c0')
  return world
}

const audited = ({ store }: LongWorkWorld) => audits(store, 'u1', 'DeleteExport')

describe('the deletion of an export', () => {
  it.each(['Coco', 'Dataset', 'Csv'] as const)(
    'leaves nothing of it and all of the others: %s',
    async (format) => {
      const world = await start()
      const kept = await runExport(world, { format })
      const gone = await runExport(world, {
        format,
        split: { train: 0.5, validation: 0.5, test: 0, seed: 1 },
      })
      expect(await removeWhole(world, gone.export)).toMatchObject({
        status: 'Succeeded',
        work: 'deleteExport',
      })
      expect(await exists(world, gone.export)).toBe(false)
      expect([...world.files.committed.keys()].filter((path) => path.startsWith(gone.snapshotPath))).toEqual(
        [],
      )
      expect(await getExport(world.deps)(admin, world.project.id, kept.export)).toEqual(kept)
      expect(
        await world.store.read('workspace', projectScope('u1'), exportPlanId(gone.export)),
      ).toBeUndefined()
      const parts = { where: exportPartsOf(gone.export), orderBy: 'id', limit: 10 }
      expect((await world.store.query('workspace', projectScope('u1'), parts)).documents).toEqual([])
      expect(await pointers(world)).toEqual(clean)
      expect(await audited(world)).toMatchObject([
        { by: 'admin', target: gone.export, project: { uid: 'u1' } },
      ])
    },
  )

  it('moves the dataset back to its newest remaining version, and gives no number twice', async () => {
    const world = await start()
    const [one, two, three] = [
      await runExport(world, { format: 'Dataset' }),
      await runExport(world, { format: 'Dataset' }),
      await runExport(world, { format: 'Dataset' }),
    ]
    await removeWhole(world, two.export)
    expect(await dataset(world)).toMatchObject({ version: 3, export: three.export })
    await removeWhole(world, three.export)
    expect(await dataset(world)).toMatchObject({ version: 1, export: one.export, lastVersion: 3 })
    expect(await pointers(world)).toEqual(clean)
    expect(await runExport(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 4 })
  })

  it('deletes the dataset with its last version, and frees its name', async () => {
    const world = await start()
    const one = await runExport(world, { format: 'Dataset' })
    await removeWhole(world, one.export)
    expect(await dataset(world)).toBeUndefined()
    expect(await pointers(world)).toEqual(clean)
    expect(await runExport(world, { format: 'Dataset' })).toMatchObject({ datasetVersion: 1 })
  })

  it('shows no file of it from the moment of the request, and it is no `since` any more', async () => {
    const world = await start()
    const one = await runExport(world)
    await remove(world, one.export)
    expect(await getExport(world.deps)(admin, world.project.id, one.export)).toMatchObject({
      status: 'Deleting',
      files: [],
    })
    await expect(askForExport(world, { since: one.export })).rejects.toMatchObject({ code: 'ExportNotFound' })
    await world.runStarted()
    await expect(askForExport(world, { since: one.export })).rejects.toMatchObject({ code: 'ExportNotFound' })
    expect((await listExports(world.deps)(admin, world.project.id, { limit: 10 })).exports).toEqual([])
  })

  it('is one, however often it is asked for; afterwards there is nothing to delete', async () => {
    const world = await start()
    const one = await runExport(world)
    const asked = await Promise.all([remove(world, one.export), remove(world, one.export)])
    asked.push(await remove(world, one.export))
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    await world.runStarted()
    expect(await audited(world)).toHaveLength(1)
    for (const id of [one.export, exportId.parse('never')])
      expect(await deleteExport(world.deps)(admin, world.workflows, world.project.id, id)).toBeUndefined()
    expect(await audited(world)).toHaveLength(1)
  })

  it('is refused while the export runs, and until a canceled one has cleaned up', async () => {
    const world = await start()
    const { export: id } = await askForExport(world, { format: 'Dataset' })
    await expect(remove(world, id)).rejects.toMatchObject({ code: 'ProjectBusy' })
    await cancelExport(world.deps)(admin, world.project.id, id)
    await expect(remove(world, id)).rejects.toMatchObject({ code: 'ProjectBusy' })
    await world.runStarted()
    await removeWhole(world, id)
    expect(await exists(world, id)).toBe(false)
    expect(await pointers(world)).toEqual(clean)
  })

  it.each(['Dataset', 'Csv'] as const)(
    'ends after a crash at any write, which leaves nothing that names what is gone: %s',
    async (format) => {
      let point = 1
      for (let reached = true; reached; point += 1) {
        const world = await start()
        await runExport(world, { format })
        const gone = await runExport(world, { format })
        await remove(world, gone.export)
        reached = await runUntilCrash(world, point)
        expect(await pointers(world)).toEqual(clean)
        await world.runStarted()
        expect(await pointers(world)).toEqual(clean)
        expect(await exists(world, gone.export)).toBe(false)
        expect(await world.readOperation(`delete-${gone.operation}`)).toMatchObject({ status: 'Succeeded' })
      }
      expect(point).toBeGreaterThan(8)
    },
  )

  it('is resumed if the process dies at any write of the request', async () => {
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await start()
      const gone = await runExport(world, { format: 'Dataset' })
      const processes = crashingProcesses(world, point)
      const asked = await deleteExport(processes.deps())(
        admin,
        world.workflows,
        world.project.id,
        gone.export,
      ).catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
      reached = processes.points() >= point
      world.files.around = () => undefined
      const intent = await operations.read(world.store, operationPartition, `delete-${gone.operation}`)
      if (!asked && !intent) continue
      world.clock.now += 60_000
      await resumeOperations({ ...world.deps, resumeAfter: 30_000, stuckAfter: 3_600_000 }, world.workflows)
      await world.runStarted()
      expect(await exists(world, gone.export)).toBe(false)
      expect(await pointers(world)).toEqual(clean)
      expect(await audited(world)).toHaveLength(1)
    }
    expect(point).toBeGreaterThan(4)
  })

  it('does not hold up the deletion of its project, nor goes on after it', async () => {
    const world = await start()
    const gone = await runExport(world, { format: 'Dataset' })
    const operation = await remove(world, gone.export)
    world.workflows.started.splice(0)
    const project = await world.store.read('workspace', projectPartition, 'cats')
    await world.store.batch('workspace', projectPartition, [
      { type: 'delete', id: 'cats', ifMatch: project?.etag ?? '' },
    ])
    world.workflows.started.push(operation)
    await world.runStarted()
    expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Canceled' })
  })
})
