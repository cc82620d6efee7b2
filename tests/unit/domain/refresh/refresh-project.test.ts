import { describe, expect, it } from '@jest/globals'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { refreshProjects } from '../../../../src/domain/refresh/refresh-projects.ts'
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

describe('a request while a refresh runs', () => {
  const start = async () => {
    const world = await createLongWorkWorld()
    world.container.write('0.png', image(), 1000)
    await world.startImport()
    await world.runStarted()
    const ask = (wanted: Parameters<ReturnType<typeof refreshProject>>[3]) =>
      refreshProject(world.deps)(admin, world.workflows, world.project.id, wanted)
    return { world, ask }
  }
  const full = { full: true }
  const confirm = { confirmMissing: true }

  it.each([
    [{}, {}],
    [full, {}],
    [full, full],
    [confirm, {}],
    [confirm, full],
    [confirm, { ...full, ...confirm }],
  ])('that does as much or more (%j, %j) returns it', async (running, wanted) => {
    const { ask } = await start()
    const { id } = await ask(running)
    expect((await ask(wanted)).id).toBe(id)
  })

  it.each([
    [{}, full, 'full'],
    [{}, confirm, 'confirmMissing'],
    [full, confirm, 'confirmMissing'],
  ])('that does less (%j, %j) is refused until it has ended', async (running, wanted, lacks) => {
    const { world, ask } = await start()
    const { id } = await ask(running)
    await expect(ask(wanted)).rejects.toMatchObject({
      code: 'ProjectBusy',
      message: `A refresh without ${lacks}=true is running; retry after the end of operation '${id}'`,
    })
    await world.runStarted()
    const seed = requestSeed.parse('seed')
    const next = await ask({ ...wanted, seed })
    expect(next).toMatchObject({ status: 'NotStarted', full: true })
    expect(next.id).not.toBe(id)
    expect((await ask({ ...wanted, seed })).id).toBe(next.id)
  })

  it('by the timer does not fail for a full refresh that is due', async () => {
    const { world, ask } = await start()
    const { id } = await ask({})
    world.clock.now += 30 * 3600_000
    expect(await refreshProjects(world.deps, world.workflows)).toEqual({ started: 1, failed: 0 })
    expect(new Set(world.workflows.started.map((one) => one.id))).toEqual(new Set([id]))
  })
})
