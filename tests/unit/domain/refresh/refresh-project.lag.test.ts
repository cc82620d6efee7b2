import { describe, expect, it } from '@jest/globals'
import { createReadScope } from '../../../../src/adapters/store/read-scope.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { classes } from '../../../support/export-world.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

const start = async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({ classes, segments: 2 }, primary)
  world.container.write('0.png', image(), 1000)
  await world.startImport()
  await world.runStarted()
  const refresh = (store = world.deps.store, full = true) =>
    refreshProject({ ...world.deps, store })(admin, world.workflows, world.project.id, { full })
  return { primary, world, refresh, stale: () => createReadScope(createLaggingInstance(primary)).store }
}

describe('a refresh that is asked for where the one before still seems to run', () => {
  it('finds the files that were written since that one ended', async () => {
    const { primary, world, refresh, stale } = await start()
    const first = await refresh()
    const other = stale()
    await world.runStarted()
    expect((await world.readOperation(first.id)).status).toBe('Succeeded')
    world.container.write('new.png', image(), 2000)
    const second = await refresh(other)
    expect(second).toMatchObject({ status: 'NotStarted', open: true })
    expect(second.id).not.toBe(first.id)
    await world.runStarted()
    expect(await readItems(primary, world.project)).toHaveLength(2)
  })

  it('is the one that another instance started after that', async () => {
    const { world, refresh, stale } = await start()
    const first = await refresh()
    const other = stale()
    await world.runStarted()
    const second = await refresh()
    expect((await refresh(other)).id).toBe(second.id)
    expect(second.id).not.toBe(first.id)
  })

  it('is the one that runs, if it does', async () => {
    const { refresh, stale } = await start()
    const first = await refresh()
    expect((await refresh(stale())).id).toBe(first.id)
  })
})
