import { describe, expect, it } from '@jest/globals'
import { listAudit } from '../../../../src/domain/audit/list-audit.ts'
import { operationId } from '../../../../src/domain/core/ids.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { countersId } from '../../../../src/domain/model/items/counters.ts'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import type { OperationDocument } from '../../../../src/domain/model/operations/operation.ts'
import { projectPartition, projects, projectScope } from '../../../../src/domain/model/projects/project.ts'
import { recountClaims, recountClaimId } from '../../../../src/domain/model/recount/recount-claim.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import { recountProject } from '../../../../src/domain/recount/recount-project.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { admin, crashingProcesses, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { remove, spoil } from '../../../support/recount-world.ts'
import { ann, hour, labelItem, startWithFiles } from '../../../support/refresh-world.ts'

const start = async (segments = 3) => {
  const names = Array.from({ length: 40 }, (_, index) => `${index}.png`)
  const world = await startWithFiles(names, { segments })
  for (const name of names.slice(0, 20)) await labelItem(world, name)
  return world
}

const spoilSome = async ({ store, project }: LongWorkWorld) => {
  await spoil(store, segmentPartition(project.uid, 0), 'states.labeled', 5)
  await spoil(store, segmentPartition(project.uid, 0), 'labelers.ann.labeled', -1)
  await remove(store, segmentPartition(project.uid, 2), countersId)
}

const ask = (world: LongWorkWorld, repair: boolean) =>
  recountProject(world.deps)(admin, world.workflows, world.project.id, { repair })

const recountOf = (operation: OperationDocument) =>
  operation.work === 'recount' ? operation.recount : undefined

const recount = async (world: LongWorkWorld, repair: boolean) => {
  const { id } = await ask(world, repair)
  await world.runStarted()
  return world.readOperation(id)
}

const problems = ({ store, project }: LongWorkWorld) => counterProblems(store, project)

describe('a recount', () => {
  it('tells what differs and leaves it, or corrects it', async () => {
    const world = await start()
    const sound = await recount(world, false)
    expect(sound).toMatchObject({ status: 'Succeeded', done: 40, total: 40 })
    const nothing = { differences: [], differenceCount: 0, busySegments: [], repaired: false }
    expect(recountOf(sound)).toEqual(nothing)
    expect(recountOf(await recount(world, true))).toEqual(nothing)

    await spoilSome(world)
    const found = recountOf(await recount(world, false))
    expect(found).toMatchObject({ repaired: false, busySegments: [] })
    expect(found?.differences.slice(0, 2).map(({ segment, counter }) => [segment, counter])).toEqual([
      [0, 'states.labeled'],
      [0, 'labelers.ann.labeled'],
    ])
    expect(found?.differenceCount).toBe(found?.differences.length)
    expect(await problems(world)).not.toEqual([])

    expect(recountOf(await recount(world, true))).toEqual({ ...found, repaired: true })
    expect(await problems(world)).toEqual([])
    expect(recountOf(await recount(world, true))).toEqual(nothing)
  })

  it('is in the audit with what it corrected, segment by segment, and else is not', async () => {
    const world = await start()
    const told = async () =>
      (await listAudit(world.deps)(admin, { project: world.project.id, pageSize: 50 })).entries
    await recount(world, true)
    await spoilSome(world)
    await recount(world, false)
    expect(await told()).toEqual([])
    const { id } = await recount(world, true)
    const entries = await told()
    expect(entries.map(({ comment }) => comment).toSorted()).toEqual(['Segment 0', 'Segment 2'])
    for (const entry of entries)
      expect(entry).toMatchObject({ action: 'RecountProject', by: 'admin', target: id })
  })

  it('shows 100 differences, and counts all', async () => {
    const world = await start(6)
    for (let segment = 0; segment < 6; segment += 1)
      for (let index = 0; index < 30; index += 1)
        await spoil(world.store, segmentPartition(world.project.uid, segment), `classes.c${index + 10}`, 1)
    const sizes: number[] = []
    const { id } = await ask(world, false)
    await world.runStarted({
      onActivity: (name, result) => {
        if (name === 'recountSegmentStep') sizes.push(JSON.stringify(result).split('"counter"').length - 1)
      },
    })
    const report = recountOf(await world.readOperation(id))
    expect(report).toMatchObject({ differenceCount: 180 })
    expect(report?.differences).toHaveLength(100)
    expect(sizes).toEqual([30, 30, 30, 30, 0, 0])
  })

  it('tells which segments were busy', async () => {
    const world = await start()
    const partition = segmentPartition(world.project.uid, 1)
    await spoilSome(world)
    const { id } = await ask(world, true)
    const busy = {
      ...world.store,
      query: async (...query: Parameters<typeof world.store.query>) => {
        const page = await world.store.query(...query)
        if (query[1] === partition) await spoil(world.store, partition, 'open', 1)
        return page
      },
    }
    await world.runStarted({ deps: () => ({ ...world.deps, store: busy }) })
    const report = recountOf(await world.readOperation(id))
    expect(report).toMatchObject({ busySegments: [1], repaired: true })
    expect(new Set(report?.differences.map(({ segment }) => segment))).toEqual(new Set([0, 2]))
  })

  it.each([false, true])('comes to the same with every step run twice (repair: %s)', async (repair) => {
    const [expected, world] = [await start(), await start()]
    for (const one of [expected, world]) await spoilSome(one)
    const once = await recount(expected, repair)
    const { id } = await ask(world, repair)
    await world.runStarted({ twice: true })
    expect(await world.readOperation(id)).toEqual(once)
  })

  it('comes to the same after a crash at any write', async () => {
    const expected = await start()
    await spoilSome(expected)
    const once = await recount(expected, true)
    let point = 1
    for (let reached = true; reached; point += 1) {
      const world = await start()
      await spoilSome(world)
      const { id } = await ask(world, true)
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await world.readOperation(id)).toEqual(once)
      expect(await problems(world)).toEqual([])
    }
    expect(point).toBeGreaterThan(10)
  })

  it('ends with its project', async () => {
    const world = await start()
    await spoilSome(world)
    const { id } = await ask(world, true)
    await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
      ...project,
      status: 'Deleting' as const,
    }))
    await world.runStarted()
    expect(await world.readOperation(id)).toMatchObject({ status: 'Canceled' })
  })
})

describe('asking for a recount', () => {
  it('that runs already is answered with it, however many ask; one of the other kind has to wait', async () => {
    const world = await start()
    const [one, two, three] = await Promise.all([ask(world, true), ask(world, true), ask(world, true)])
    expect(two.id).toBe(one.id)
    expect(three.id).toBe(one.id)
    expect(world.workflows.started).toHaveLength(1)
    await expect(ask(world, false)).rejects.toMatchObject({
      code: 'ProjectBusy',
      message: `A recount with repair is running; retry after the end of operation '${one.id}'`,
    })
    await world.runStarted()
    expect((await ask(world, false)).id).not.toBe(one.id)
  })

  it('takes up what a crash left: a claim without an operation, an operation not started', async () => {
    const world = await start()
    await world.store.batch('workspace', projectScope(world.project.uid), [
      {
        type: 'create',
        document: {
          id: recountClaimId,
          kind: recountClaims.kind,
          operation: operationId.parse('lost'),
          repair: true,
          startedBy: 'admin',
          ttl: 1000,
        },
      },
    ])
    expect(await recount(world, true)).toMatchObject({ id: 'lost', status: 'Succeeded', repair: true })
    const { id } = await ask(world, false)
    world.workflows.started.splice(0)
    world.clock.now += hour
    expect(
      await resumeOperations({ ...world.deps, resumeAfter: 30_000, stuckAfter: 3_600_000 }, world.workflows),
    ).toMatchObject({
      open: 1,
      failed: 0,
    })
    await world.runStarted()
    expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded', repair: false })
  })

  it('is refused while the project is being created or deleted, and to anyone but its administrators', async () => {
    const world = await start()
    await expect(
      recountProject(world.deps)({ user: ann, role: 'Labeler' }, world.workflows, world.project.id, {}),
    ).rejects.toMatchObject({ code: 'ProjectNotFound' })
    for (const status of ['Creating', 'Deleting'] as const) {
      await changeDocument(world.store, projects, projectPartition, world.project.id, (project) => ({
        ...project,
        status,
      }))
      await expect(ask(world, true)).rejects.toMatchObject({ code: 'ProjectBusy' })
    }
  })
})
