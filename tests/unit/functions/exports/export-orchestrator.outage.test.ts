import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'
import { sweepRemains } from '../../../../src/domain/operations/sweep-remains.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'

const down = (): never => {
  throw new DomainError('ServiceUnavailable', 'The export container is unavailable. Try again later.')
}

/**
 * Runs what was started. Storage of exports goes down when the step `at` has run, and comes up after the operation has ended;
 * then the timer deletes what is left.
 * @returns The operation as it was while storage was still down.
 */
const runThroughOutage = async (world: LongWorkWorld, id: string, at: string): Promise<OperationDocument> => {
  let ended: Promise<OperationDocument> | undefined
  await world.runStarted({
    onActivity: (name) => {
      if (name === at && !ended) world.files.around = down
      if (name === 'closeWorkStep') ended ??= world.readOperation(id)
    },
  })
  if (!ended) throw new Error('The work was not closed')
  expect(await sweepRemains(world.deps)).toBe(1)
  world.files.around = () => undefined
  expect(await sweepRemains(world.deps)).toBe(0)
  return ended
}

const start = async () => {
  const world = await startWithImages(3)
  await label(world, 'f/0.png', 'c0')
  return world
}

describe('an export while its storage is down', () => {
  const failed = { status: 'Failed', error: { code: 'ServiceUnavailable' } }

  it.each(['Coco', 'Dataset', 'Csv'] as const)('%s: ends its operation when it fails', async (format) => {
    const world = await start()
    const { operation, export: id } = await askForExport(world, { format })
    expect(await runThroughOutage(world, operation, 'beginExportStep')).toMatchObject(failed)
    expect(await world.readOperation(operation)).toMatchObject(failed)
    expect(await getExport(world.deps)(admin, world.project.id, id)).toMatchObject(failed)
    expect(await runExport(world, { format })).toMatchObject({ status: 'Succeeded' })
  })

  it('deletes the files that were written before, once storage is up', async () => {
    const world = await start()
    const { operation, snapshotPath } = await askForExport(world)
    await world.files.put(`${snapshotPath}/labels_default.json`, Buffer.from('x'), 'application/json')
    expect(await runThroughOutage(world, operation, 'exportPartStep')).toMatchObject(failed)
    expect([...world.files.committed.keys()]).toEqual([])
  })

  it('ends its operation when it is canceled', async () => {
    const world = await start()
    const { operation, export: id } = await askForExport(world)
    await cancelExport(world.deps)(admin, world.project.id, id)
    expect(await runThroughOutage(world, operation, 'beginExportStep')).toMatchObject({ status: 'Canceled' })
    expect([...world.files.committed.keys()]).toEqual([])
  })

  it('ends its operation when its project is deleted', async () => {
    const world = await start()
    const { operation } = await askForExport(world)
    world.files.around = down
    const request = { name: world.project.id, deleteFiles: true, ifMatch: '*' }
    const exporting = world.workflows.started.splice(0)
    await deleteProject(world.deps)(admin, request, world.workflows)
    world.workflows.started.splice(0, 1, ...exporting)
    expect(await runThroughOutage(world, operation, 'beginExportStep')).toMatchObject({ status: 'Canceled' })
  })
})
