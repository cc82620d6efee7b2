import { describe, expect, it } from '@jest/globals'
import { operationId } from '../../../../src/domain/core/ids.ts'
import { approveItem } from '../../../../src/domain/model/items/change-item.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import type { ProjectDocument } from '../../../../src/domain/model/projects/project.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { changeRefresh } from '../../../../src/domain/model/refresh/refresh.ts'
import { refreshProjects } from '../../../../src/domain/refresh/refresh-projects.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { dispatchProblems, readItems } from '../../../support/labeling-world.ts'
import { admin, crashingProcesses, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import {
  ann,
  byPath,
  hour,
  labelItem,
  readRefresh,
  refresh,
  startWithFiles,
} from '../../../support/refresh-world.ts'

describe('refresh', () => {
  it('finds new and changed files, and nothing else', async () => {
    const world = await startWithFiles(['a.png', 'b.png', 'c.png'])
    await labelItem(world, 'b.png')
    const before = await byPath(world)
    world.container.write('b.png', image(5, 6), world.clock.now)
    world.container.write('d.png', image(), world.clock.now)
    world.clock.now += 1000
    expect(await refresh(world)).toMatchObject({ status: 'Succeeded', done: 4 })
    const after = await byPath(world)
    expect(after.get('a.png')).toEqual(before.get('a.png'))
    expect(after.get('b.png')).toMatchObject({ state: 'labeled', changed: true, width: 5, height: 6 })
    expect(after.get('d.png')).toMatchObject({ state: 'unlabeled', width: 28 })
    expect(await counterProblems(world.store, world.project)).toEqual([])
    const { running, lastCompletedAt, lastListedAt, run } = await readRefresh(world)
    expect({ running, lastCompletedAt, lastListedAt, run }).toEqual({
      running: undefined,
      lastCompletedAt: world.clock.now,
      lastListedAt: world.clock.now,
      run: 1,
    })
  })

  it('looks at no item whose file is older than the last pass', async () => {
    const world = await startWithFiles(['a.png', 'b.png'])
    await refresh(world)
    const reads: unknown[] = []
    const { store } = world
    const watched = {
      ...store,
      readMany: (...all: Parameters<typeof store.readMany>) => {
        reads.push(all[2])
        return store.readMany(...all)
      },
    }
    world.clock.now += hour
    world.container.write('b.png', image(), world.clock.now)
    await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
    await world.runStarted({ deps: () => ({ ...world.deps, store: watched }) })
    expect(new Set(reads.flat()).size).toBe(1)
  })

  it('finds files that are gone, and takes them back when they are there again with their old date', async () => {
    const world = await startWithFiles(['a.png', 'b.png', 'c.png'])
    await labelItem(world, 'b.png')
    const kept = world.container.files.get('a.png')!
    world.container.files.delete('a.png')
    world.container.files.delete('b.png')
    expect(await refresh(world)).toMatchObject({ changes: { new: 0, changed: 0, back: 0, missing: 2 } })
    expect((await byPath(world)).get('a.png')).toMatchObject({ missing: true, state: 'unlabeled' })
    expect((await byPath(world)).get('b.png')).toMatchObject({ missing: true, state: 'labeled' })
    expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
    // Undeleted or renamed back, a file keeps its old date.
    world.container.files.set('a.png', kept)
    expect(await refresh(world)).toMatchObject({ changes: { new: 0, changed: 0, back: 1, missing: 0 } })
    expect((await byPath(world)).get('a.png')?.missing).toBeUndefined()
    expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
  })

  it('marks nothing when storage only lists in another order', async () => {
    const names = ['B.png', 'a.png', 'Z/x.png', 'z.png', '\u{1F600}.png', '\uFFFD.png', '10.png', '9.png']
    const world = await startWithFiles(names)
    world.container.order = (a, b) => a.toLowerCase().localeCompare(b.toLowerCase()) || (a < b ? -1 : 1)
    for (const pageSize of [1, 2, 3, 100]) {
      world.container.pageSize = pageSize
      await refresh(world, true)
      expect([...(await byPath(world)).values()].filter(({ missing }) => missing)).toEqual([])
    }
    world.container.files.delete('a.png')
    world.container.pageSize = 3
    await refresh(world, true)
    expect(
      [...(await byPath(world)).values()].flatMap(({ path, missing }) => (missing ? [path] : [])),
    ).toEqual(['a.png'])
  })

  it('marks nothing when the container vanishes, whenever it does', async () => {
    for (let at = 1; at < 12; at += 1) {
      const world = await startWithFiles(['a.png', 'b.png', 'c.png', 'd.png'])
      world.container.pageSize = 2
      const files = new Map(world.container.files)
      let requests = 0
      world.container.before = () => {
        requests += 1
        if (requests < at) return
        world.container.files.clear()
        world.container.there = false
      }
      const operation = await refresh(world, true)
      const items = [...(await byPath(world)).values()]
      expect(items.filter(({ missing }) => missing)).toEqual([])
      if (operation.status === 'Failed') {
        expect(operation.error?.code).toBe('DatastoreUnreachable')
        expect((await readRefresh(world)).running).toBeUndefined()
        expect(await world.readProject()).toMatchObject({ status: 'Running' })
      }
      world.container.before = () => undefined
      for (const [path, file] of files) world.container.files.set(path, file)
      world.container.there = true
      expect(await refresh(world, true)).toMatchObject({ status: 'Succeeded' })
    }
  })

  it('marks nothing when a container that vanished only looks empty', async () => {
    const world = await startWithFiles(['a.png', 'b.png'])
    world.container.files.delete('a.png')
    world.container.source.exists = async (path) => {
      world.container.there = false
      return world.container.files.has(path)
    }
    expect(await refresh(world, true)).toMatchObject({ status: 'Failed' })
    expect([...(await byPath(world)).values()].filter(({ missing }) => missing)).toEqual([])
  })

  it('queues changed files again if the project says so', async () => {
    const world = await startWithFiles(['a.png'], { changedFiles: 'Requeue' })
    await labelItem(world, 'a.png')
    await world.changeItem('a.png', (item) => approveItem(item, ann, world.clock.now))
    world.container.write('a.png', image(1, 2), world.clock.now)
    await refresh(world)
    expect((await byPath(world)).get('a.png')).toMatchObject({
      state: 'unlabeled',
      history: [{ action: 'Requeued' }],
    })
    expect(await dispatchProblems(world.store, world.project, world.clock.now)).toEqual([])
  })

  it('runs once at a time; asked again it answers with the one that runs', async () => {
    const world = await startWithFiles(['a.png'])
    const ask = () => refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
    const [one, two, three] = await Promise.all([ask(), ask(), ask()])
    expect(two.id).toBe(one.id)
    expect(three.id).toBe(one.id)
    expect(world.workflows.started).toHaveLength(1)
    await world.runStarted()
    expect((await ask()).id).not.toBe(one.id)
  })

  it('takes up what a crash left: a claim without an operation, an operation not started, a claim not given up', async () => {
    const world = await startWithFiles(['a.png'])
    const running = {
      operation: operationId.parse('lost'),
      full: true,
      startedBy: 'admin',
      claimedAt: world.clock.now,
    }
    await changeRefresh(world.store, world.project.uid, (document) => ({
      ...document,
      running,
    }))
    expect(await refresh(world)).toMatchObject({ id: 'lost', status: 'Succeeded', full: true })

    const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
    world.workflows.started.splice(0)
    world.clock.now += 20_000
    const deps = { ...world.deps, resumeAfter: 30_000, stuckAfter: 3_600_000 }
    expect(await resumeOperations(deps, world.workflows)).toMatchObject({ open: 0, failed: 0 })
    world.clock.now += 20_000
    expect(await resumeOperations(deps, world.workflows)).toMatchObject({ open: 1, failed: 0 })
    expect(world.workflows.started.map((one) => one.id)).toEqual([id])
    await world.runStarted()

    await changeRefresh(world.store, world.project.uid, (document) => ({
      ...document,
      running: { ...running, operation: id },
    }))
    expect((await refresh(world)).id).not.toBe(id)
  })

  it('comes to the same after a crash at any write', async () => {
    const prepare = async () => {
      const world = await startWithFiles(['a.png', 'b.png', 'c.png', 'd.png', 'e.png'])
      await labelItem(world, 'b.png')
      await labelItem(world, 'c.png')
      world.container.files.delete('a.png')
      world.container.files.delete('b.png')
      world.container.write('c.png', image(1, 2), world.clock.now)
      world.container.write('d.png', image(3, 4), world.clock.now)
      world.container.write('f.png', image(5, 6), world.clock.now)
      world.container.pageSize = 2
      return world
    }
    const expected = await prepare()
    await refresh(expected, true)
    const items = await readItems(expected.store, expected.project)
    expect(items.filter(({ missing }) => missing)).toHaveLength(2)
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await prepare()
      await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await readItems(world.store, world.project)).toEqual(items)
      expect(await counterProblems(world.store, world.project)).toEqual([])
      expect((await readRefresh(world)).running).toBeUndefined()
    }
    expect(point).toBeGreaterThan(20)
  })

  it('is started by the timer for the projects that want it, once a day in full', async () => {
    const world = await startWithFiles(['a.png'])
    const run = () => refreshProjects(world.deps, world.workflows)
    expect(await run()).toEqual({ started: 1, failed: 0 })
    expect(world.workflows.started[0]).toMatchObject({ work: 'refresh', full: false, startedBy: 'refresh' })
    await world.runStarted()
    world.clock.now += 24 * hour
    await run()
    expect(world.workflows.started[0]).toMatchObject({ full: true })
    await world.runStarted()
    world.clock.now += hour
    await run()
    expect(world.workflows.started[0]).toMatchObject({ full: false })
    await world.runStarted()
    const set = (changes: Partial<ProjectDocument>) =>
      changeDocument(world.store, projects, projectPartition, world.project.id, (one) => ({
        ...one,
        ...changes,
      }))
    await set({ status: 'Paused' })
    expect(await run()).toEqual({ started: 0, failed: 0 })
    await set({ status: 'Running', incrementalRefresh: 'Disabled' })
    expect(await run()).toEqual({ started: 0, failed: 0 })
  })

  it('refuses while the project is being created or deleted, and to anyone but its administrators', async () => {
    const world = await createLongWorkWorld()
    const ask = (caller = admin) => refreshProject(world.deps)(caller, world.workflows, world.project.id, {})
    await expect(ask()).rejects.toMatchObject({ code: 'ProjectBusy' })
    await expect(ask({ user: ann, role: 'Labeler' })).rejects.toMatchObject({ code: 'ProjectNotFound' })
  })
})
