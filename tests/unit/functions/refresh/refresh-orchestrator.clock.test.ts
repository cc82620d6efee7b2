import { describe, expect, it } from '@jest/globals'
import { changeRefresh, type RefreshDocument } from '../../../../src/domain/model/refresh/refresh.ts'
import { refreshProjects } from '../../../../src/domain/refresh/refresh-projects.ts'
import { image } from '../../../support/long-work-world.ts'
import { byPath, hour, readRefresh, refresh, startWithFiles } from '../../../support/refresh-world.ts'

const year = 365 * 24 * hour

describe('refresh compares the clock of storage with itself', () => {
  it.each([-year, -2 * hour, 2 * hour, year])(
    'so a service whose clock is off by %s ms skips no file',
    async (off) => {
      const world = await startWithFiles(['a.png'])
      let storage = world.clock.now
      world.container.clock = () => storage
      await refresh(world)
      world.clock.now += off
      storage += hour
      await refresh(world)
      world.clock.now -= off
      storage += hour
      world.container.write('b.png', image(), storage)
      await refresh(world)
      expect([...(await byPath(world)).keys()].sort()).toEqual(['a.png', 'b.png'])
      expect((await readRefresh(world)).lastListedAt).toBe(storage)
    },
  )

  it('counts from the first list page, so it misses nothing that is written while it lists', async () => {
    const world = await startWithFiles(['a.png', 'b.png', 'c.png', 'd.png'])
    let storage = world.clock.now
    world.container.clock = () => storage
    world.container.pageSize = 1
    const began = storage
    world.container.before = (request) => {
      if (request === 'list') storage += hour
    }
    await refresh(world)
    expect((await readRefresh(world)).lastListedAt).toBe(began + hour)
    world.container.before = () => undefined
    world.container.write('0.png', image(), began + 2 * hour)
    await refresh(world)
    expect((await byPath(world)).has('0.png')).toBe(true)
  })

  it('and looks at every file if storage does not tell its time', async () => {
    const world = await startWithFiles([])
    world.container.clock = () => undefined
    const { lastListedAt } = await readRefresh(world)
    await refresh(world)
    expect((await readRefresh(world)).lastListedAt).toBe(lastListedAt)
    await changeRefresh(world.store, world.project.uid, (document) => ({
      ...document,
      lastListedAt: undefined,
    }))
    world.container.write('old.png', image(), 0)
    await refresh(world)
    expect((await byPath(world)).has('old.png')).toBe(true)
  })

  it('and uses no time of the service from an earlier version', async () => {
    const world = await startWithFiles([])
    await changeRefresh(world.store, world.project.uid, (document) => {
      const earlier = { ...document, lastListedAt: undefined, lastPassStartedAt: world.clock.now + year }
      return earlier satisfies RefreshDocument
    })
    world.container.write('a.png', image(), world.clock.now)
    await refresh(world)
    expect((await byPath(world)).has('a.png')).toBe(true)
  })
})

it('a full pass that a wrong clock dated into the future does not hold back the next one', async () => {
  const world = await startWithFiles(['a.png'])
  const wantsFull = async (lastFullAt: number) => {
    await changeRefresh(world.store, world.project.uid, (document) => ({ ...document, lastFullAt }))
    await refreshProjects(world.deps, world.workflows)
    const [started] = world.workflows.started
    await world.runStarted()
    return started && 'full' in started && started.full
  }
  expect(await wantsFull(world.clock.now + year)).toBe(true)
  expect(await wantsFull(world.clock.now + 2 * hour)).toBe(true)
  expect(await wantsFull(world.clock.now)).toBe(false)
  expect(await wantsFull(world.clock.now - 24 * hour)).toBe(true)
})
