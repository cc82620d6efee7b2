import { describe, expect, it } from '@jest/globals'
import { closeWork } from '../../../../src/domain/operations/close-work.ts'
import { sweepRemains } from '../../../../src/domain/operations/sweep-remains.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { deleteExportDocuments } from '../../../../src/domain/model/exports/remove-export.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { projectUid } from '../../../../src/domain/core/ids.ts'
import { cancelExport } from '../../../../src/domain/exports/cancel-export.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'

const reopen = ({ store }: LongWorkWorld, id: string) =>
  changeDocument(store, operations, operationPartition, id, (operation) => ({
    ...operation,
    status: 'Running' as const,
    open: true as const,
  }))

describe('closing an export', () => {
  it('ends its operation as it ended, and keeps its files but not the packs of its parts', async () => {
    const world = await startWithImages(1)
    const { operation, snapshotPath } = await runExport(world)
    await reopen(world, operation)
    const files = [...world.files.committed.keys()]
    await world.files.put(`${snapshotPath}/_parts/0-0-0`, Buffer.from('x'), 'application/octet-stream')
    await closeWork(world.deps)(operation, { status: 'Canceled' })
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Succeeded' })
    expect([...world.files.committed.keys()]).toEqual(files)
  })

  it('deletes its files even if its record does not exist', async () => {
    const world = await startWithImages(1)
    const { operation, export: id, snapshotPath } = await askForExport(world)
    await world.files.put(`${snapshotPath}/labels_default.json`, Buffer.from('x'), 'application/json')
    await deleteExportDocuments(world.store, projectUid.parse('u1'), id)
    await closeWork(world.deps)(operation, { status: 'Canceled' })
    expect(world.files.committed.size).toBe(0)
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Canceled' })
  })
})

describe('closing an export while its storage is down', () => {
  it('ends its operation and leaves the packs of its parts, which the timer deletes', async () => {
    const world = await startWithImages(1)
    const { operation, snapshotPath } = await runExport(world)
    await reopen(world, operation)
    const files = [...world.files.committed.keys()]
    await world.files.put(`${snapshotPath}/_parts/0-0-0`, Buffer.from('x'), 'application/octet-stream')
    world.files.around = () => {
      throw new DomainError('ServiceUnavailable', 'The export container is unavailable. Try again later.')
    }
    const close = (filesLater: boolean) =>
      closeWork({ ...world.deps, filesLater })(operation, { status: 'Canceled' })
    await expect(close(false)).rejects.toThrow('unavailable')
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Running' })
    await close(true)
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Succeeded' })
    expect(await sweepRemains(world.deps)).toBe(1)
    world.files.around = () => undefined
    expect(await sweepRemains(world.deps)).toBe(0)
    expect([...world.files.committed.keys()]).toEqual(files)
  })
})

describe('closing an export that others have ended', () => {
  it('deletes what a step still wrote after the project was deleted, and no file that a dataset names', async () => {
    const world = await startWithImages(1)
    await label(world, 'f/0.png', 'c0')
    const named = await runExport(world, { format: 'Dataset' })
    const other = await runExport(world)
    const request = { name: world.project.id, deleteFiles: false, ifMatch: '*' }
    await deleteProject(world.deps)(admin, request, world.workflows)
    await world.runStarted()
    const left = [...world.files.committed.keys()]
    expect(left).toContain(`${named.snapshotPath}/__about/manifest.json`)
    await world.files.put(`${other.snapshotPath}/labels_default.json`, Buffer.from('x'), 'application/json')
    for (const { operation } of [named, other]) await closeWork(world.deps)(operation, { status: 'Canceled' })
    expect([...world.files.committed.keys()]).toEqual(left)
  })

  it('leaves a successful export alone, and nothing of a canceled one', async () => {
    const world = await startWithImages(1)
    const succeeded = await runExport(world)
    const left = [...world.files.committed.keys()]
    const canceled = await askForExport(world)
    await cancelExport(world.deps)(admin, world.project.id, canceled.export)
    await world.runStarted()
    await world.files.put(
      `${canceled.snapshotPath}/labels_default.json`,
      Buffer.from('x'),
      'application/json',
    )
    for (const { operation } of [succeeded, canceled])
      await closeWork(world.deps)(operation, { status: 'Canceled' })
    expect([...world.files.committed.keys()]).toEqual(left)
  })
})
