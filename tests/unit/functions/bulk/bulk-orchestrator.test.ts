import { describe, expect, it } from '@jest/globals'
import { listItems } from '../../../../src/domain/items/list-items.ts'
import { answerItem, approveItem } from '../../../../src/domain/model/items/change-item.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { readCounters, sumCounters } from '../../../../src/domain/model/items/read-counters.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { removeItems } from '../../../../src/domain/bulk/remove-items.ts'
import { restoreItems } from '../../../../src/domain/bulk/restore-items.ts'
import type { BulkRequest } from '../../../../src/domain/bulk/start-bulk.ts'
import { segmentEntries } from '../../../support/audit-entries.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { ann, label, runExport, startWithImages, textOf } from '../../../support/export-world.ts'
import { readItems } from '../../../support/labeling-world.ts'
import { admin, crashingProcesses, type LongWorkWorld } from '../../../support/long-work-world.ts'

type Wanted = Pick<BulkRequest, 'filter' | 'expectedCount' | 'comment'>

const start = (world: LongWorkWorld, action: 'remove' | 'restore', wanted: Wanted) => {
  const run = action === 'remove' ? removeItems : restoreItems
  return run(world.deps)(admin, world.workflows, { project: world.project.id, ...wanted })
}

const change = async (world: LongWorkWorld, action: 'remove' | 'restore', wanted: Wanted) => {
  const { id } = await start(world, action, wanted)
  await world.runStarted()
  return world.readOperation(id)
}

const removedIn = async (world: LongWorkWorld) =>
  (await readItems(world.store, world.project))
    .filter(({ state }) => state === 'removed')
    .map(({ path }) => path)
    .toSorted()

const plain = (items: readonly ItemDocument[]) =>
  items
    .map((item) => ({ ...item, epochs: undefined, changedAt: undefined }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))

describe('the removal of many items', () => {
  it('takes those that match out of the project, in any state, and back', async () => {
    const world = await startWithImages(20)
    for (let at = 0; at < 20; at += 2) await label(world, `f/${at}.png`, 'c0')
    await world.changeItem('f/2.png', (item) => approveItem(item, ann, 1))
    await world.changeItem('f/1.png', (item) => answerItem(item, { type: 'Skip' }, ann, 1))
    await world.changeItem('f/3.png', (item) => ({ ...item, problem: 'Truncated' }))
    const before = await readItems(world.store, world.project)
    const filter = { pathPrefix: 'f/1' }
    expect(await change(world, 'remove', { filter, expectedCount: 11, comment: 'Blurred' })).toMatchObject({
      status: 'Succeeded',
      done: 11,
      total: 11,
    })
    expect(await removedIn(world)).toHaveLength(11)
    expect(await counterProblems(world.store, world.project)).toEqual([])
    const totals = sumCounters(await readCounters(world.store, world.project))
    expect(totals.states).toMatchObject({ removed: 11, labeled: 4, approved: 1 })
    expect(totals.classes).toEqual({ c0: 5 })
    const audits = await segmentEntries(world.store, world.project)
    expect(audits.flatMap(({ items = [] }) => items)).toHaveLength(11)
    expect(audits[0]).toMatchObject({ action: 'RemoveItems', by: 'admin', comment: 'Blurred' })
    expect(await change(world, 'remove', { filter: { problem: 'any' }, expectedCount: 1 })).toMatchObject({
      done: 1,
    })
    expect(await change(world, 'restore', { filter: { state: 'removed' }, expectedCount: 12 })).toMatchObject(
      {
        status: 'Succeeded',
        done: 12,
      },
    )
    expect(plain(await readItems(world.store, world.project))).toEqual(plain(before))
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it.each([
    ['remove', 5],
    ['remove', 0],
    ['restore', 1],
  ] as const)('%s changes nothing if it expects %i items', async (action, expectedCount) => {
    const world = await startWithImages(4)
    const operation = await change(world, action, { filter: { pathPrefix: 'f/' }, expectedCount })
    const [count, items] = action === 'remove' ? [4, 'items that are not removed'] : [0, 'removed items']
    expect(operation).toMatchObject({
      status: 'Failed',
      done: 0,
      total: count,
      error: {
        code: 'PreconditionFailed',
        message: expect.stringContaining(`matches ${count} ${items}, not ${expectedCount}`),
      },
    })
    expect(await removedIn(world)).toEqual([])
    expect(await segmentEntries(world.store, world.project)).toEqual([])
  })

  it.each([
    ['remove', 'removed=false', false],
    ['restore', 'removed=true', true],
  ] as const)('%s names the list that shows what it would change: %s', async (action, named, removed) => {
    const world = await startWithImages(5)
    for (const at of [0, 1, 2])
      await world.changeItem(`f/${at}.png`, (item) => ({ ...item, problem: 'Truncated' }))
    await change(world, 'remove', { filter: { pathPrefix: 'f/0' }, expectedCount: 1 })
    const filter = { problem: 'any' } as const
    const refused = await change(world, action, { filter, expectedCount: 3 })
    expect(refused.error?.message).toContain(`with the same filter and ${named},`)
    const list = (more: object) =>
      listItems(world.deps)(admin, {
        project: world.project.id,
        filter: { ...filter, ...more },
        pageSize: 100,
      })
    expect((await list({})).items).toHaveLength(3)
    const { length } = (await list({ removed })).items
    expect(refused.total).toBe(length)
    const done = await change(world, action, { filter: { ...filter, removed }, expectedCount: length })
    expect(done).toMatchObject({ status: 'Succeeded', done: length })
    expect((await list({ removed })).items).toEqual([])
  })

  it('never changes more items than expected', async () => {
    const world = await startWithImages(4)
    await start(world, 'remove', { filter: { problem: 'Truncated' }, expectedCount: 2 })
    for (const at of [0, 1])
      await world.changeItem(`f/${at}.png`, (item) => ({ ...item, problem: 'Truncated' }))
    const late: Promise<void>[] = []
    await world.runStarted({
      onActivity: (name) => {
        if (name !== 'countMatchingStep') return
        for (const at of [2, 3])
          late.push(world.changeItem(`f/${at}.png`, (item) => ({ ...item, problem: 'Truncated' })))
      },
    })
    await Promise.all(late)
    expect(late).toHaveLength(2)
    expect(await removedIn(world)).toHaveLength(2)
  })

  it('keeps an item removed when its file is repaired, to be found by its path', async () => {
    const world = await startWithImages(3)
    for (const at of [0, 1]) world.container.write(`f/${at}.png`, Buffer.from('cut'), world.clock.now)
    const refresh = async () => {
      await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
      await world.runStarted()
      world.clock.now += 1000
    }
    await refresh()
    expect(await change(world, 'remove', { filter: { problem: 'any' }, expectedCount: 2 })).toMatchObject({
      done: 2,
    })
    world.container.write('f/0.png', Buffer.from('9x9'), world.clock.now)
    await refresh()
    const found = async (filter: object) =>
      (await listItems(world.deps)(admin, { project: world.project.id, filter, pageSize: 100 })).items.map(
        ({ document }) => document,
      )
    expect((await found({ problem: 'any' })).map(({ path }) => path)).toEqual(['f/1.png'])
    const filter = { state: 'removed', pathPrefix: 'f/0' } as const
    expect(await found(filter)).toMatchObject([{ path: 'f/0.png', state: 'removed', width: 9 }])
    await change(world, 'restore', { filter, expectedCount: 1 })
    expect(await removedIn(world)).toEqual(['f/1.png'])
    expect(await found({ pathPrefix: 'f/0' })).toMatchObject([{ state: 'unlabeled' }])
  })

  it('refuses a class that does not exist, and callers who are no administrators', async () => {
    const world = await startWithImages(1)
    const wanted = { filter: { class: 'Nothing' }, expectedCount: 1 }
    await expect(start(world, 'remove', wanted)).rejects.toMatchObject({ code: 'UnknownClass' })
    const reviewer = { user: ann, role: 'Reviewer' as const }
    const asked = removeItems(world.deps)(reviewer, world.workflows, { project: world.project.id, ...wanted })
    await expect(asked).rejects.toMatchObject({ code: 'ProjectNotFound' })
  })

  it.each([false, true])(
    'counts what it changed when steps run twice: %s, and at every crash',
    async (twice) => {
      let point = 1
      for (let reached = true; reached; point += twice ? 3 : 1) {
        const world = await startWithImages(6)
        const { id } = await start(world, 'remove', { filter: { pathPrefix: 'f/' }, expectedCount: 6 })
        const processes = crashingProcesses(world, point)
        await world.runStarted({ deps: processes.deps, twice })
        reached = processes.points() >= point
        expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded', done: 6, total: 6 })
        expect(await removedIn(world)).toHaveLength(6)
        expect(
          (await segmentEntries(world.store, world.project)).flatMap(({ items = [] }) => items),
        ).toHaveLength(6)
        expect(await counterProblems(world.store, world.project)).toEqual([])
      }
      expect(point).toBeGreaterThan(6)
    },
  )
})

describe('exports and removed items', () => {
  const pathsIn = (world: LongWorkWorld, record: Awaited<ReturnType<typeof runExport>>, file: string) =>
    textOf(world, record, file)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { path?: string; image_url?: string })
      .map(({ path, image_url: url = '' }) => path ?? url.replace('AmlDatastore://store/', ''))
      .toSorted()

  it('leave them out, list them as removed, and repeat them when they are back', async () => {
    const world = await startWithImages(4)
    for (const at of [0, 1, 2]) await label(world, `f/${at}.png`, 'c0')
    const of = (request: object) => runExport(world, { format: 'Dataset', ...request })
    const rows = (record: Awaited<ReturnType<typeof of>>) => pathsIn(world, record, 'labeledDatapoints.jsonl')
    const first = await of({})
    await change(world, 'remove', { filter: { pathPrefix: 'f/1' }, expectedCount: 1 })
    const second = await of({ since: first.export })
    expect([rows(second), pathsIn(world, second, 'removed.jsonl')]).toEqual([[], ['f/1.png']])
    expect(rows(await of({ include: 'All' }))).not.toContain('f/1.png')
    const quiet = await of({ since: second.export })
    expect([rows(quiet), pathsIn(world, quiet, 'removed.jsonl')]).toEqual([[], []])
    await change(world, 'restore', { filter: { pathPrefix: 'f/1' }, expectedCount: 1 })
    const third = await of({ since: quiet.export })
    expect([rows(third), pathsIn(world, third, 'removed.jsonl')]).toEqual([['f/1.png'], []])
    expect(rows(await of({ since: second.export }))).toEqual(['f/1.png'])
    expect(rows(await of({}))).toEqual(['f/0.png', 'f/1.png', 'f/2.png'])
    expect(rows(await of({ since: third.export }))).toEqual([])
  })

  it('say that the file changed while its item was removed', async () => {
    const world = await startWithImages(2)
    await label(world, 'f/0.png', 'c0')
    await change(world, 'remove', { filter: { pathPrefix: 'f/' }, expectedCount: 2 })
    world.container.write('f/0.png', Buffer.from('9x9'), world.clock.now)
    await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
    await world.runStarted()
    await change(world, 'restore', { filter: { pathPrefix: 'f/' }, expectedCount: 2 })
    const items = await readItems(world.store, world.project)
    expect(items.find(({ path }) => path === 'f/0.png')).toMatchObject({
      state: 'labeled',
      changed: true,
      width: 9,
    })
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })
})
