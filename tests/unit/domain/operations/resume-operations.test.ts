import { describe, expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { operationId, projectName, projectUid } from '../../../../src/domain/core/ids.ts'
import { changeDocument } from '../../../../src/domain/model/documents/change-document.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { operationPartition, operations } from '../../../../src/domain/model/operations/operation.ts'
import { writeIntent } from '../../../../src/domain/model/operations/start-operation.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import type { Site, Workflows } from '../../../../src/domain/ports/workflows.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { testSite } from '../../../support/run-workflow.ts'
import { createInstances } from '../../../support/work-instances.ts'

const hour = 3_600_000
const minute = 60_000

const setUp = async (ids: readonly string[], site = testSite) => {
  const clock = { now: 100 * hour }
  const deps = {
    store: createMemoryStore(() => clock.now),
    now: () => clock.now,
    resumeAfter: 30_000,
    stuckAfter: hour,
  }
  for (const id of ids) {
    clock.now += 1
    await writeIntent(
      deps,
      { site },
      {
        id: operationId.parse(id),
        work: 'refresh',
        full: false,
        project: projectName.parse('cats'),
        projectUid: projectUid.parse('u1'),
        startedBy: 'ann',
      },
    )
  }
  const read = async (id: string) => (await operations.read(deps.store, operationPartition, id))?.document
  /** The timer, once a minute. */
  const runFor = async (duration: number, workflows: Workflows) => {
    const ended: string[] = []
    for (const until = clock.now + duration; clock.now < until;) {
      clock.now += minute
      ended.push(...(await resumeOperations(deps, workflows)).ended)
    }
    return ended
  }
  return { clock, deps, read, runFor }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `op${index}`)

describe('an instance that makes no progress', () => {
  it('is ended after an hour, and begun anew under the same id', async () => {
    const { runFor, read } = await setUp(['op0'])
    const hub = createInstances()
    expect(await runFor(hour, hub.workflows)).toEqual([])
    expect(hub.starts).toEqual(['op0'])
    expect(await runFor(hour / 2, hub.workflows)).toEqual(['op0'])
    expect([hub.ends, hub.starts]).toEqual([['op0'], ['op0', 'op0']])
    expect(await read('op0')).toMatchObject({ open: true, watch: { ended: 1 } })
  })

  it('is ended once an hour, not once a minute, if the end is not obeyed', async () => {
    const { runFor } = await setUp(['op0'])
    const hub = createInstances()
    await hub.workflows.start({ id: 'op0', work: 'refresh', open: true })
    const deaf = { ...hub.workflows, end: () => Promise.resolve() }
    expect(await runFor(3.5 * hour, deaf)).toEqual(['op0', 'op0', 'op0'])
  })

  it('is not one that has a turn now and then, nor one that an operator holds', async () => {
    const { runFor } = await setUp(['op0', 'op1'])
    const hub = createInstances()
    hub.set('op1', 'Held')
    for (let times = 0; times < 6; times += 1) {
      expect(await runFor(50 * minute, hub.workflows)).toEqual([])
      hub.set('op0', 'Running')
    }
    expect(hub.ends).toEqual([])
  })

  it('is not one whose app was down: the hour counts from the first look after that', async () => {
    const { clock, runFor } = await setUp(['op0'])
    const hub = createInstances()
    await runFor(20 * minute, hub.workflows)
    for (let outage = 0; outage < 4; outage += 1) {
      clock.now += 5 * hour
      expect(await runFor(55 * minute, hub.workflows)).toEqual([])
      hub.set('op0', 'Running')
    }
    expect(hub.ends).toEqual([])
  })

  it('counts its ends in a row: a turn after its new start is progress', async () => {
    const { runFor, read } = await setUp(['op0'])
    const hub = createInstances()
    const endedOf = async () => (await read('op0'))?.watch?.ended
    await runFor(1.5 * hour, hub.workflows)
    await runFor(hour / 2, hub.workflows)
    expect(await endedOf()).toBe(1)
    hub.set('op0', 'Running')
    await runFor(hour / 2, hub.workflows)
    expect(await endedOf()).toBe(0)
  })

  it('leaves no trace in the operation after its end', async () => {
    const { deps, runFor, read } = await setUp(['op0'])
    await runFor(hour, createInstances().workflows)
    expect(await read('op0')).toHaveProperty('watch')
    await endOperation(deps, 'op0', { status: 'Succeeded' })
    expect(await read('op0')).not.toHaveProperty('watch')
  })
})

describe('a run of the timer', () => {
  it('starts 250 operations, though the first 150 hang', async () => {
    const ids = many(250)
    const { runFor } = await setUp(ids)
    const hub = createInstances()
    for (const id of ids.slice(0, 150)) hub.set(id, 'Running')
    await runFor(minute, hub.workflows)
    expect(hub.starts.toSorted()).toEqual(ids.slice(150).toSorted())
  })

  it('ends in time though each look takes long, and in some runs reaches all', async () => {
    const ids = many(250)
    const { clock, deps } = await setUp(ids)
    const hub = createInstances()
    const hangs = new Set(ids.slice(0, 150))
    const slow: Workflows = {
      ...hub.workflows,
      find: (work) => {
        if (!hangs.has(work.id)) return hub.workflows.find(work)
        clock.now += 1000
        return Promise.reject(new DomainError('ServiceUnavailable', 'No answer'))
      },
    }
    let runs = 0
    for (; hub.starts.length < 100 && runs < 60; runs += 1) {
      clock.now += minute
      const before = clock.now
      const { open, failed, left } = await resumeOperations(deps, slow)
      expect(clock.now - before).toBeLessThan(40_000)
      expect([open, left > 0]).toEqual([250, true])
      expect(failed).toBeGreaterThan(20)
    }
    expect(new Set(hub.starts)).toEqual(new Set(ids.slice(150)))
    expect(runs).toBeLessThan(60)
  })

  it('starts no operation that has ended since it was listed', async () => {
    const { clock, deps } = await setUp(['op0', 'op1'])
    const hub = createInstances()
    const ending: Workflows = {
      ...hub.workflows,
      find: async (work) => {
        if (work.id === 'op0') await endOperation(deps, 'op0', { status: 'Succeeded' })
        return hub.workflows.find(work)
      },
    }
    clock.now += minute
    await resumeOperations(deps, ending)
    expect(hub.starts).toEqual(['op1'])
  })

  it('goes on after an unexpected error of one operation, and throws it at the end', async () => {
    const ids = many(20)
    const { clock, deps } = await setUp(ids)
    const hub = createInstances()
    const broken: Workflows = {
      ...hub.workflows,
      find: (work) =>
        work.id === 'op3' ? Promise.reject(new TypeError('Broken')) : hub.workflows.find(work),
    }
    clock.now += minute
    await expect(resumeOperations(deps, broken)).rejects.toThrow('Broken')
    expect(hub.starts).toHaveLength(19)
  })
})

describe('operations of another site', () => {
  const cloud: Site = { name: 'func-cloud', adopts: [], isGuest: false }
  const guest: Site = { name: 'guest-laptop', adopts: [], isGuest: true }
  const run = async (deps: Parameters<typeof resumeOperations>[0], site = cloud) => {
    const hub = createInstances(site)
    const report = await resumeOperations({ ...deps, now: () => 200 * hour }, hub.workflows)
    return { starts: hub.starts, ...report }
  }

  it('are left alone, and named', async () => {
    const { deps } = await setUp(['op0'], cloud)
    expect(await run(deps, guest)).toMatchObject({ starts: [], open: 0, foreign: ['func-cloud'] })
    expect(await run(deps, { ...cloud, name: 'func-other' })).toMatchObject({ starts: [], open: 0 })
    expect(await run(deps)).toMatchObject({ starts: ['op0'], open: 1, foreign: [] })
  })

  it('are taken over for good by a site that adopts them', async () => {
    const { deps, read } = await setUp(['op0'], cloud)
    const heir = { name: 'func-new', adopts: ['func-cloud'], isGuest: false }
    expect(await run(deps, heir)).toMatchObject({ starts: ['op0'] })
    expect(await read('op0')).toMatchObject({ site: 'func-new' })
    expect(await run(deps)).toMatchObject({ starts: [], foreign: ['func-new'] })
  })

  it('of an earlier version, which name none, belong to the first site that is no guest', async () => {
    const { deps, read } = await setUp(['op0'], cloud)
    await changeDocument(deps.store, operations, operationPartition, 'op0', (operation) => {
      const { site: _, ...rest } = operation
      return rest
    })
    expect(await run(deps, guest)).toMatchObject({ starts: [], open: 0 })
    expect(await run(deps)).toMatchObject({ starts: ['op0'] })
    expect(await read('op0')).toMatchObject({ site: 'func-cloud' })
  })
})
