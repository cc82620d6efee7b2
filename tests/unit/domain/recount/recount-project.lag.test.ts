import { describe, expect, it } from '@jest/globals'
import { createReadScope } from '../../../../src/adapters/store/read-scope.ts'
import { recountProject } from '../../../../src/domain/recount/recount-project.ts'
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
  const recount = (store = world.deps.store, repair = false) =>
    recountProject({ ...world.deps, store })(admin, world.workflows, world.project.id, { repair })
  const first = await recount()
  return { world, recount, first, stale: createReadScope(createLaggingInstance(primary)).store }
}

describe('a recount that is asked for where the one before still seems to run', () => {
  it.each([false, true])('is a new one if that one has ended (repair: %s)', async (repair) => {
    const { world, recount, first, stale } = await start()
    await world.runStarted()
    const second = await recount(stale, repair)
    expect(second).toMatchObject({ status: 'NotStarted', open: true })
    expect(second.id).not.toBe(first.id)
  })

  it('is the one that runs, if it does', async () => {
    const { recount, first, stale } = await start()
    expect((await recount(stale)).id).toBe(first.id)
    await expect(recount(stale, true)).rejects.toMatchObject({ code: 'ProjectBusy' })
  })
})
