import { describe, expect, it } from '@jest/globals'
import { unreachable } from '../../../support/fake-blobs.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { crashingProcesses, createLongWorkWorld, image } from '../../../support/long-work-world.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { admin } from '../../../support/long-work-world.ts'

const hostile = ["it's #1 100%.png", '😀/ü.png', `${'long/'.repeat(200)}name.png`, 'a?b&c.png', 'x"y\\z.png']

const fill = async (count: number) => {
  const world = await createLongWorkWorld()
  for (let index = 0; index < count; index += 1)
    world.container.write(`folder/${index}.png`, image(index + 1, 7), 1000)
  for (const path of hostile) world.container.write(path, image(), 1000)
  world.container.write('notes.txt', Buffer.from('no image'), 1000)
  world.container.write('broken.png', Buffer.from('nothing'), 1000)
  world.container.write('cut.png', Buffer.from('cut'), 1000)
  return world
}

describe('import', () => {
  it('makes each image an item, counts them, and reads their headers', async () => {
    const world = await fill(300)
    world.container.pageSize = 50
    const operation = await world.startImport()
    await world.runStarted()
    const items = await readItems(world.store, world.project)
    expect(items).toHaveLength(300 + hostile.length + 2)
    expect(items.find(({ path }) => path === 'folder/9.png')).toMatchObject({ width: 10, height: 7 })
    expect(items.find(({ path }) => path === 'broken.png')).toMatchObject({ problem: 'NotAnImage' })
    expect(items.find(({ path }) => path === 'cut.png')).toMatchObject({ problem: 'Truncated' })
    expect(items.filter(({ headerPending }) => headerPending)).toEqual([])
    expect(await counterProblems(world.store, world.project)).toEqual([])
    expect(await world.readProject()).toMatchObject({ status: 'Running' })
    expect(await world.readOperation(operation.id)).toMatchObject({
      status: 'Succeeded',
      done: 307,
      total: 307,
    })
    expect(world.logged).toEqual([])
  })

  it('comes to the same after a crash at any write', async () => {
    const expected = await fill(30)
    expected.container.pageSize = 20
    await expected.startImport()
    await expected.runStarted()
    const items = await readItems(expected.store, expected.project)
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await fill(30)
      world.container.pageSize = 20
      const operation = await world.startImport()
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await readItems(world.store, world.project)).toEqual(items)
      expect(await counterProblems(world.store, world.project)).toEqual([])
      expect(await world.readProject()).toMatchObject({ status: 'Running' })
      expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Succeeded' })
    }
    expect(point).toBeGreaterThan(20)
  })

  it('may run each step twice', async () => {
    const world = await fill(50)
    await world.startImport()
    await world.runStarted({ twice: true })
    expect(await readItems(world.store, world.project)).toHaveLength(57)
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('goes on when storage comes back', async () => {
    const world = await fill(50)
    world.container.pageSize = 10
    let requests = 0
    world.container.before = () => {
      requests += 1
      if (requests > 3 && requests < 7) throw unreachable()
    }
    await world.startImport()
    await world.runStarted()
    expect(await readItems(world.store, world.project)).toHaveLength(57)
    expect(await world.readProject()).toMatchObject({ status: 'Running' })
  })

  it('bears a store that conflicts, fails and loses answers', async () => {
    const world = await fill(500)
    let calls = 0
    const store = faultyStore(world.store, ({ method }) => {
      if (method !== 'batch') return 'pass'
      calls += 1
      return (['pass', 'lose', 'conflict', 'pass', 'fail'] as const)[calls % 5]!
    })
    await world.startImport()
    await world.runStarted({ deps: () => ({ ...world.deps, store }) })
    expect(await readItems(world.store, world.project)).toHaveLength(507)
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('fails the project when the container vanishes, keeps its items, and a refresh completes it', async () => {
    const world = await fill(50)
    world.container.pageSize = 10
    let requests = 0
    world.container.before = () => {
      requests += 1
      if (requests === 4) world.container.there = false
    }
    const operation = await world.startImport()
    await world.runStarted()
    const error = { code: 'DatastoreUnreachable', message: 'The container cannot be reached' }
    expect(await world.readProject()).toMatchObject({ status: 'Failed', error })
    expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Failed', error })
    const kept = (await readItems(world.store, world.project)).length
    expect(kept).toBeGreaterThan(0)
    world.container.there = true
    await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
    await world.runStarted()
    expect(await readItems(world.store, world.project)).toHaveLength(57)
    const project = await world.readProject()
    expect(project.status).toBe('Running')
    expect(project.error).toBeUndefined()
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('is recorded as failed also when the process dies at any write of it', async () => {
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await fill(5)
      world.container.there = false
      const operation = await world.startImport()
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await world.readProject()).toMatchObject({ status: 'Failed' })
      expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Failed' })
    }
    expect(point).toBeGreaterThan(4)
  })

  it('succeeds when it is begun anew after its failure was half recorded', async () => {
    const world = await fill(5)
    const operation = await world.startImport()
    const error = { code: 'ServiceUnavailable', message: 'Down' }
    await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
      ...project,
      status: 'Failed' as const,
      error,
    }))
    await world.runStarted()
    const project = await world.readProject()
    expect(project.status).toBe('Running')
    expect(project.error).toBeUndefined()
    expect(await world.readOperation(operation.id)).toMatchObject({ status: 'Succeeded' })
  })

  it('tells only that something is wrong when it does not know what', async () => {
    const world = await fill(1)
    world.container.before = () => {
      throw new TypeError('secret detail')
    }
    await world.startImport()
    await world.runStarted()
    const { error } = await world.readProject()
    expect(error?.code).toBe('InternalError')
    expect(error?.message).not.toContain('secret')
    expect(world.logged.join()).toContain('secret detail')
  })

  it('does not try again what cannot succeed', async () => {
    const world = await fill(1)
    let lists = 0
    world.container.before = () => {
      lists += 1
      throw new DomainError('Forbidden', 'No access')
    }
    await world.startImport()
    await world.runStarted()
    expect(lists).toBe(1)
    expect(await world.readProject()).toMatchObject({ error: { code: 'Forbidden', message: 'No access' } })
  })

  it('ends by itself when the project never came to be or is being deleted', async () => {
    const world = await fill(5)
    await world.startImport()
    const stored = await projects.read(world.store, projectPartition, world.project.id)
    await world.store.batch('workspace', projectPartition, [
      { type: 'delete', id: world.project.id, ifMatch: stored!.etag },
    ])
    await world.runStarted()
    expect(await readItems(world.store, world.project)).toEqual([])
    expect(await world.readOperation(world.project.operation)).toMatchObject({ status: 'Canceled' })
  })

  it('keeps the history small', async () => {
    const world = await fill(2000)
    world.container.pageSize = 10
    const sizes: number[] = []
    await world.startImport()
    await world.runStarted({ onActivity: (_, result) => sizes.push(JSON.stringify(result).length) })
    expect(sizes.length).toBeLessThan(60)
    expect(Math.max(...sizes)).toBeLessThan(3000)
    expect(await readItems(world.store, world.project)).toHaveLength(2007)
  })
})
