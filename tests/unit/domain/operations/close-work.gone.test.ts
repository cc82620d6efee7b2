import { describe, expect, it } from '@jest/globals'
import { startExport } from '../../../../src/domain/exports/start-export.ts'
import { exportPlans, exportRecords, exportSlots } from '../../../../src/domain/model/exports/export.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import { deleteProject } from '../../../../src/domain/projects/delete-project.ts'
import { readAll } from '../../../support/check-counters.ts'
import { classes } from '../../../support/export-world.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

const start = async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({ classes, segments: 2 }, primary)
  world.container.write('0.png', image(), 1000)
  await world.startImport()
  await world.runStarted()
  const late = createLaggingInstance(primary)
  const scope = projectScope(world.project.uid)
  return {
    ...world,
    askForExport: () =>
      startExport({ ...world.deps, store: late })(admin, world.workflows, world.project.id, {
        format: 'Csv',
        include: 'Labeled',
      }),
    remove: () =>
      deleteProject(world.deps)(
        admin,
        { name: world.project.id, deleteFiles: true, ifMatch: '*' },
        world.workflows,
      ),
    left: async () => [
      ...(await readAll(primary, exportRecords, scope)),
      ...(await readAll(primary, exportPlans, scope)),
      ...(await readAll(primary, exportSlots, scope)),
    ],
  }
}

describe('an export that an old read has let start', () => {
  it.each([1, 2])('leaves no document if its project is gone: %d of them', async (count) => {
    const { remove, runStarted, askForExport, readOperation, left } = await start()
    await remove()
    await runStarted()
    const records = []
    for (let index = 0; index < count; index += 1) records.push(await askForExport())
    expect(await left()).not.toEqual([])
    await runStarted()
    expect(await left()).toEqual([])
    for (const { operation } of records)
      expect(await readOperation(operation)).toMatchObject({ status: 'Canceled' })
  })

  it('leaves no document while its project is being deleted', async () => {
    const { remove, runStarted, askForExport, workflows, left } = await start()
    await remove()
    const deletion = workflows.started.splice(0)
    await askForExport()
    await runStarted()
    expect(await left()).toEqual([])
    workflows.started.push(...deletion)
    await runStarted()
    expect(await left()).toEqual([])
  })
})
