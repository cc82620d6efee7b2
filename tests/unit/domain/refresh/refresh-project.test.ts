import { expect, it } from '@jest/globals'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { classes } from '../../../support/export-world.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

it('a refresh is a new one if the last has ended, though an old read shows it as running', async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({ classes, segments: 2 }, primary)
  world.container.write('0.png', image(), 1000)
  await world.startImport()
  await world.runStarted()
  const refresh = (deps = world.deps) =>
    refreshProject(deps)(admin, world.workflows, world.project.id, { full: true })
  const first = await refresh()
  const store = createLaggingInstance(primary)
  await world.runStarted()
  world.container.write('new.png', image(), 2000)
  const second = await refresh({ ...world.deps, store })
  expect(second).toMatchObject({ status: 'NotStarted' })
  expect(second.id).not.toBe(first.id)
  await world.runStarted()
  expect(await readItems(primary, world.project)).toHaveLength(2)
})
