import { describe, expect, it } from '@jest/globals'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'
import { changeRefresh } from '../../../../src/domain/model/refresh/refresh.ts'
import { readRefreshState } from '../../../../src/domain/model/refresh/last-refresh.ts'
import { createCountersCache } from '../../../../src/domain/model/items/read-counters.ts'
import { getProject } from '../../../../src/domain/projects/get-project.ts'
import { getProgress } from '../../../../src/domain/projects/get-progress.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { refreshProjects } from '../../../../src/domain/refresh/refresh-projects.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { dispatchProblems, readItems } from '../../../support/labeling-world.ts'
import { admin, crashingProcesses, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import {
  byPath,
  hour,
  labelItem,
  readRefresh,
  refresh,
  startWithFiles,
} from '../../../support/refresh-world.ts'

const namesIn = (folder: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${folder}/${index}.png`)

/** Renames as a data lake does: the file stays as it is, with its date. */
const rename = ({ container }: LongWorkWorld, from: string, to: string): void => {
  for (const [path, file] of container.files)
    if (path.startsWith(from)) {
      container.files.delete(path)
      container.files.set(`${to}${path.slice(from.length)}`, file)
    }
}

const confirm = async (world: LongWorkWorld): Promise<OperationDocument> => {
  const options = { confirmMissing: true }
  const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, options)
  await world.runStarted()
  return world.readOperation(id)
}

const missingIn = async (world: LongWorkWorld): Promise<readonly string[]> =>
  [...(await byPath(world)).values()].flatMap(({ path, missing }) => (missing ? [path] : [])).sort()

const progressOf = (world: LongWorkWorld) => getProgress(world.deps)(admin, world.project.id)

/** Runs what was started, and counts the queries that compare items with their files. */
const countComparisons = async (world: LongWorkWorld): Promise<number> => {
  let comparisons = 0
  const { store } = world
  const watched: typeof store = {
    ...store,
    query: (container, partition, query) => {
      if (query.orderBy === 'path') comparisons += 1
      return store.query(container, partition, query)
    },
  }
  await world.runStarted({ deps: () => ({ ...world.deps, store: watched }) })
  return comparisons
}

describe('a refresh finds what is there, whatever its date', () => {
  it('after a folder was renamed, as many files gone as new', async () => {
    const world = await startWithFiles([...namesIn('incoming', 4), ...namesIn('stays', 8)])
    await labelItem(world, 'incoming/1.png')
    rename(world, 'incoming/', 'images/')
    expect(await refresh(world)).toMatchObject({
      status: 'Succeeded',
      done: 12,
      changes: { new: 4, changed: 0, back: 0, missing: 4 },
    })
    expect(await missingIn(world)).toEqual(namesIn('incoming', 4))
    expect((await byPath(world)).get('images/3.png')).toMatchObject({ state: 'unlabeled', width: 28 })
    rename(world, 'images/', 'incoming/')
    expect(await refresh(world)).toMatchObject({ changes: { new: 0, changed: 0, back: 4, missing: 4 } })
    expect((await byPath(world)).get('incoming/1.png')).toMatchObject({ state: 'labeled' })
    expect(await counterProblems(world.store, world.project)).toEqual([])
    expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
  })

  it('after files appeared that were not listed before, beside new and changed ones', async () => {
    const world = await startWithFiles(namesIn('a', 6))
    const old = world.container.files.get('a/0.png')!
    world.container.files.set('b/0.png', old)
    world.container.write('c/0.png', image(), world.clock.now)
    world.container.write('a/1.png', image(2, 2), world.clock.now)
    expect(await refresh(world)).toMatchObject({ changes: { new: 2, changed: 1, back: 0, missing: 0 } })
    expect([...(await byPath(world)).keys()]).toEqual(expect.arrayContaining(['b/0.png', 'c/0.png']))
  })

  it('and compares no item if only new and changed files came', async () => {
    const world = await startWithFiles(namesIn('a', 6))
    const ask = async (): Promise<number> => {
      world.clock.now += hour
      await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
      return countComparisons(world)
    }
    expect(await ask()).toBe(0)
    world.container.write('b/0.png', image(), world.clock.now)
    world.container.write('a/1.png', image(2, 2), world.clock.now)
    world.container.pageSize = 2
    expect(await ask()).toBe(0)
    expect(await ask()).toBe(0)
    world.container.files.delete('a/2.png')
    expect(await ask()).toBeGreaterThan(0)
    expect(await missingIn(world)).toEqual(['a/2.png'])
    expect(await ask()).toBe(0)
  })

  it('also the first time after an upgrade, when the names of the last pass are not known', async () => {
    const world = await startWithFiles(namesIn('a', 3))
    await changeRefresh(world.store, world.project.uid, (document) => ({
      ...document,
      names: undefined,
      known: undefined,
      files: undefined,
    }))
    world.container.files.set('b/0.png', world.container.files.get('a/0.png')!)
    expect(await refresh(world)).toMatchObject({ changes: { new: 1 } })
    expect(await readRefresh(world)).toMatchObject({ known: 4, files: { matched: 4, chosen: 4 } })
  })
})

describe('a refresh that misses nearly all files asks', () => {
  const startEmptied = async () => {
    const world = await startWithFiles(namesIn('a', 20))
    for (const name of namesIn('a', 10)) await labelItem(world, name)
    const files = new Map(world.container.files)
    world.container.files.clear()
    return { world, files }
  }

  it.each([false, true])('and marks nothing until it is told to (full: %s)', async (full) => {
    const { world, files } = await startEmptied()
    const operation = await refresh(world, full)
    expect(operation).toMatchObject({ status: 'Failed', error: { code: 'FilesGone' } })
    expect(operation.error?.message).toMatch(/^20 of 20 files .* confirmMissing=true$/)
    expect(await missingIn(world)).toEqual([])
    expect((await readRefresh(world)).running).toBeUndefined()
    const last = { operation: operation.id, status: 'Failed', error: { code: 'FilesGone' } }
    expect(await progressOf(world)).toMatchObject({ status: 'Running', lastRefresh: last })
    const counters = createCountersCache(world.deps)
    expect(await getProject({ ...world.deps, counters })(admin, world.project.id)).toMatchObject({
      status: 'Running',
      lastRefresh: last,
    })

    expect(await confirm(world)).toMatchObject({ status: 'Succeeded', changes: { missing: 20 } })
    expect(await missingIn(world)).toHaveLength(20)
    // Ten items have no answer and never got one: nothing is completed.
    expect(await progressOf(world)).toMatchObject({
      status: 'Running',
      totals: { open: 0, states: { unlabeled: 10 } },
      lastRefresh: { status: 'Succeeded', error: undefined, changes: { missing: 20 } },
    })

    for (const [path, file] of files) world.container.files.set(path, file)
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded', changes: { back: 20, changed: 0 } })
    expect(await missingIn(world)).toEqual([])
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('by the timer again and again, without comparing any item', async () => {
    const { world } = await startEmptied()
    world.clock.now += 30 * hour
    await refreshProjects(world.deps, world.workflows)
    expect(world.workflows.started[0]).toMatchObject({ full: true })
    expect(await countComparisons(world)).toBeGreaterThan(0)
    for (let run = 0; run < 3; run += 1) {
      world.clock.now += hour / 4
      await refreshProjects(world.deps, world.workflows)
      expect(world.workflows.started[0]).toMatchObject({ full: false })
      expect(await countComparisons(world)).toBe(0)
      expect((await progressOf(world)).lastRefresh).toMatchObject({ error: { code: 'FilesGone' } })
    }
    expect(await missingIn(world)).toEqual([])
  })

  it.each([true, false])(
    'when all files were renamed, also the second time (names known: %s)',
    async (isKnown) => {
      const world = await startWithFiles(namesIn('a', 20))
      if (!isKnown)
        await changeRefresh(world.store, world.project.uid, (document) => ({
          ...document,
          names: undefined,
          known: undefined,
        }))
      rename(world, 'a/', 'b/')
      expect(await refresh(world)).toMatchObject({ error: { code: 'FilesGone' }, changes: { new: 20 } })
      for (const full of [false, true, false])
        expect(await refresh(world, full)).toMatchObject({ error: { code: 'FilesGone' } })
      expect(await missingIn(world)).toEqual([])
      expect(await confirm(world)).toMatchObject({ status: 'Succeeded', changes: { new: 0, missing: 20 } })
      expect(await missingIn(world)).toEqual(namesIn('a', 20).toSorted())
      expect(await refresh(world)).toMatchObject({ status: 'Succeeded', changes: { missing: 0 } })
    },
  )

  it.each([
    [1, 1, 'Failed'],
    [2, 1, 'Succeeded'],
    [10, 9, 'Succeeded'],
    [10, 10, 'Failed'],
    [11, 10, 'Succeeded'],
    [11, 11, 'Failed'],
    [20, 11, 'Failed'],
    [22, 11, 'Succeeded'],
    [21, 11, 'Failed'],
  ])('of %s files, %s are gone: %s', async (count, gone, status) => {
    const world = await startWithFiles(namesIn('a', count))
    for (const name of namesIn('a', gone)) world.container.files.delete(name)
    expect(await refresh(world)).toMatchObject({ status })
    expect(await missingIn(world)).toHaveLength(status === 'Failed' ? 0 : gone)
  })

  it('and states that as many are new, also when it asks again', async () => {
    const world = await startWithFiles([...namesIn('a', 60), ...namesIn('stays', 40)])
    rename(world, 'a/', 'b/')
    for (const full of [false, false, true]) {
      const { error } = await refresh(world, full)
      expect(error).toMatchObject({ code: 'FilesGone' })
      expect(error?.message).toMatch(
        /^60 of 100 files are gone and 60 are new, .* renamed .*confirmMissing=true/,
      )
    }
    expect(await confirm(world)).toMatchObject({ status: 'Succeeded', changes: { missing: 60 } })
  })

  it('even if storage lists in another order, and not because of that', async () => {
    const world = await startWithFiles(namesIn('a', 30))
    world.container.pageSize = 3
    world.container.order = (one, other) => (one < other ? 1 : -1)
    expect(await refresh(world, true)).toMatchObject({ status: 'Succeeded', changes: { missing: 0 } })
    for (const name of namesIn('a', 20)) world.container.files.delete(name)
    expect(await refresh(world, true)).toMatchObject({ error: { code: 'FilesGone' } })
  })

  it('after a crash at any write as well', async () => {
    for (let point = 1, reached = true; reached; point += 1) {
      const { world } = await startEmptied()
      world.container.write('new/1.png', image(), world.clock.now)
      const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, {
        full: true,
      })
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await readItems(world.store, world.project)).toHaveLength(21)
      expect(await missingIn(world)).toEqual([])
      const { last } = await readRefreshState(world.store, world.project.uid)
      expect(last).toMatchObject({ operation: id, status: 'Failed', error: { code: 'FilesGone' } })
    }
  })
})

describe('the last refresh of a project', () => {
  it('runs from its claim on, and ends as its operation does', async () => {
    const world = await startWithFiles(['a.png'])
    const last = async () => (await readRefreshState(world.store, world.project.uid)).last
    expect(await last()).toBeUndefined()
    const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
    expect(await last()).toMatchObject({ operation: id, status: 'Running', full: false })
    world.container.there = false
    await world.runStarted()
    expect(await last()).toMatchObject({ status: 'Failed', error: { code: 'DatastoreUnreachable' } })
    world.container.there = true
    world.clock.now += hour
    const again = await refresh(world, true)
    expect(await last()).toMatchObject({ operation: again.id, status: 'Succeeded', full: true })
    expect((await last())?.error).toBeUndefined()
    world.clock.now += 31 * 24 * hour
    expect(await last()).toBeUndefined()
    await changeRefresh(world.store, world.project.uid, (document) => ({
      ...document,
      running: { operation: again.id, full: true, startedBy: 'x', claimedAt: 7 },
    }))
    expect(await last()).toMatchObject({ status: 'Running', startedAt: 7 })
  })
})
