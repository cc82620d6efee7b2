import { expect, it } from '@jest/globals'
import { deleteExport } from '../../../../src/domain/exports/delete-export.ts'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { audits } from '../../../support/audit-entries.ts'
import { runExport, startWithImages } from '../../../support/export-world.ts'
import { admin, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { started } from '../../../support/started.ts'

const start = async () => {
  const world = await startWithImages(1)
  const { export: id } = await runExport(world)
  const remove = () => started(deleteExport(world.deps)(admin, world.workflows, world.project.id, id))
  return { world, id, remove }
}

/** As an earlier version ended it. */
const fail = async ({ deps, workflows }: LongWorkWorld, id: string): Promise<void> => {
  await endOperation(deps, id, { status: 'Failed', error: { code: 'InternalError', message: 'x' } })
  workflows.started.splice(0)
}

it('a deletion that ended without its work is begun anew, once, with one audit entry', async () => {
  const { world, id, remove } = await start()
  const ids = new Set<string>()
  for (let times = 0; times < 3; times += 1) {
    const { id: failed } = await remove()
    ids.add(failed)
    await fail(world, failed)
  }
  expect(ids.size).toBe(3)
  const [one, other] = await Promise.all([remove(), remove()])
  expect(other).toEqual(one)
  expect(one).toMatchObject({ open: true, work: 'deleteExport' })
  expect(ids.has(one.id)).toBe(false)
  await world.runStarted()
  expect(await world.readOperation(one.id)).toMatchObject({ status: 'Succeeded' })
  await expect(getExport(world.deps)(admin, world.project.id, id)).rejects.toMatchObject({
    code: 'ExportNotFound',
  })
  expect(await audits(world.store, 'u1', 'DeleteExport')).toHaveLength(1)
})

it('after twenty deletions without their work the message has the reason, and no advice to try again now', async () => {
  const { world, remove } = await start()
  for (let times = 0; times < 20; times += 1) await fail(world, (await remove()).id)
  await expect(remove()).rejects.toMatchObject({
    code: 'ProjectBusy',
    message: expect.stringContaining('20 deletions'),
  })
})
