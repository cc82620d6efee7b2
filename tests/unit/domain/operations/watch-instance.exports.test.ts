import { expect, it } from '@jest/globals'
import { listExports } from '../../../../src/domain/exports/list-exports.ts'
import { exportIncludes } from '../../../../src/domain/model/exports/export.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import { askForExport, label, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin } from '../../../support/long-work-world.ts'
import { runWorkflow } from '../../../support/run-workflow.ts'
import { createInstances } from '../../../support/work-instances.ts'

const minute = 60_000

const start = async () => {
  const world = await startWithImages(3)
  await label(world, 'f/0.png', 'c0')
  const hub = createInstances()
  const hung = { ...world, workflows: { ...world.workflows, ...hub.workflows } }
  for (const include of exportIncludes) await askForExport(hung, { format: 'Csv', include })
  await expect(askForExport(hung)).rejects.toMatchObject({ code: 'TooManyExports' })
  const deps = { ...world.deps, resumeAfter: 30_000, stuckAfter: 60 * minute }
  const isFree = async () => {
    try {
      await askForExport(hung)
      return true
    } catch {
      return false
    }
  }
  /** The minutes until an export can start again, while the timer runs each minute. */
  const minutesUntilFree = async () => {
    let minutes = 0
    for (let free = false; !free && minutes < 600; minutes += 1) {
      world.clock.now += minute
      await resumeOperations(deps, hub.workflows)
      free = await isFree()
    }
    return minutes
  }
  return { world, hub, minutesUntilFree }
}

const exportsOf = async (world: Awaited<ReturnType<typeof start>>['world']) =>
  (await listExports(world.deps)(admin, world.project.id, { limit: 50 })).exports

it('three exports that hang are begun anew twice, and free their slots within four hours', async () => {
  const { world, hub, minutesUntilFree } = await start()
  expect(await minutesUntilFree()).toBeLessThan(240)
  const hung = (await exportsOf(world)).filter(({ status }) => status === 'Failed')
  expect(hung).toHaveLength(3)
  expect(hung[0]?.error).toMatchObject({ code: 'ServiceUnavailable' })
  for (const { operation } of hung)
    expect(hub.starts.filter((id) => id === operation).length).toBeGreaterThanOrEqual(3)
})

it('an export that failed so ends its operation once an instance runs, and leaves no file', async () => {
  const { world, minutesUntilFree } = await start()
  await minutesUntilFree()
  const failed = (await exportsOf(world)).filter(({ status }) => status === 'Failed')
  for (const { operation: id, snapshotPath } of failed) {
    expect(await world.readOperation(id)).toMatchObject({ open: true })
    await runWorkflow({ id, work: 'export', open: true }, { deps: () => world.deps })
    expect(await world.readOperation(id)).toMatchObject({
      status: 'Failed',
      error: { code: 'ServiceUnavailable' },
    })
    expect([...world.files.committed.keys()].filter((path) => path.startsWith(snapshotPath))).toEqual([])
  }
  expect(await runExport(world, { format: 'Csv' })).toMatchObject({ status: 'Succeeded' })
})
