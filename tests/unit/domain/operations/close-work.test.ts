import { describe, expect, it } from '@jest/globals'
import { closeWork } from '../../../../src/domain/operations/close-work.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { deleteExportDocuments } from '../../../../src/domain/model/exports/remove-export.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { projectUid } from '../../../../src/domain/core/ids.ts'
import { askForExport, runExport, startWithImages } from '../../../support/export-world.ts'
import type { LongWorkWorld } from '../../../support/long-work-world.ts'

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
    await world.files.put(`${snapshotPath}/coco.json`, Buffer.from('x'), 'application/json')
    await deleteExportDocuments(world.store, projectUid.parse('u1'), id)
    await closeWork(world.deps)(operation, { status: 'Canceled' })
    expect(world.files.committed.size).toBe(0)
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Canceled' })
  })
})
