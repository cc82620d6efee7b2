import { expect, it } from '@jest/globals'
import { recountProject } from '../../../../src/domain/recount/recount-project.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { admin, createLongWorkWorld } from '../../../support/long-work-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

it('a recount is a new one if the last has ended, though an old read shows it as running', async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({ status: 'Running' }, primary)
  const recount = (deps = world.deps) => recountProject(deps)(admin, world.workflows, world.project.id, {})
  const first = await recount()
  expect((await recount()).id).toBe(first.id)
  const store = createLaggingInstance(primary)
  await world.runStarted()
  expect((await recount({ ...world.deps, store })).id).not.toBe(first.id)
})
