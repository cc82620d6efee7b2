import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { userId } from '../../../../src/domain/core/ids.ts'
import { beginBulk } from '../../../../src/domain/bulk/begin-bulk.ts'
import { changeMatching } from '../../../../src/domain/bulk/change-matching.ts'
import { countMatching } from '../../../../src/domain/bulk/count-matching.ts'
import { finishBulk } from '../../../../src/domain/bulk/finish-bulk.ts'
import { reviewItems, type ReviewRequest } from '../../../../src/domain/bulk/review-items.ts'
import { listItems } from '../../../../src/domain/items/list-items.ts'
import {
  approveItem,
  rejectItem,
  relabelItem,
  unapproveItem,
} from '../../../../src/domain/model/items/change-item.ts'
import { decidedOf, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { isSampled } from '../../../../src/domain/model/items/sample.ts'
import { segmentEntries } from '../../../support/audit-entries.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { ann, label, startWithImages } from '../../../support/export-world.ts'
import { labelOf, readItems } from '../../../support/labeling-world.ts'
import { admin, crashingProcesses, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { checkProperty } from '../../../support/property.ts'

type Wanted = Pick<ReviewRequest, 'action' | 'filter' | 'expectedCount' | 'comment' | 'sample'>

const start = (world: LongWorkWorld, wanted: Wanted) =>
  reviewItems(world.deps)(admin, world.workflows, { project: world.project.id, ...wanted })

const review = async (world: LongWorkWorld, wanted: Wanted) => {
  const { id } = await start(world, wanted)
  await world.runStarted()
  return world.readOperation(id)
}

const labeledWorld = async (count: number): Promise<LongWorkWorld> => {
  const world = await startWithImages(count)
  for (let at = 0; at < count; at += 1) await label(world, `f/${at}.png`, 'c0')
  return world
}

const itemsOf = async (world: LongWorkWorld) =>
  (await readItems(world.store, world.project)).filter(({ path }) => path.startsWith('f/'))
const statesOf = async (world: LongWorkWorld) => (await itemsOf(world)).map(({ state }) => state)

/** The steps one by one, with a change after the count. */
const reviewAround = async (world: LongWorkWorld, wanted: Wanted, between: () => Promise<unknown>) => {
  const { id } = await start(world, wanted)
  await beginBulk(world.deps)(id)
  const position = { segment: 0, count: 0 }
  expect(await countMatching(world.deps)(id, position)).toBeUndefined()
  await between()
  const { count, done } = await changeMatching(world.deps)(id, position)
  expect(done).toBe(true)
  await finishBulk(world.deps)(id, count)
  return world.readOperation(id)
}

const leo = userId.parse('leo')

describe('a review of all items that meet a filter', () => {
  it('approves, unapproves and rejects them, with audit entries and right counters', async () => {
    const world = await labeledWorld(5)
    const before = await itemsOf(world)
    const all = { filter: { pathPrefix: 'f/' }, expectedCount: 5 }
    expect(await review(world, { action: 'Approve', ...all })).toMatchObject({
      status: 'Succeeded',
      done: 5,
      total: 5,
      left: 0,
    })
    expect(new Set(await statesOf(world))).toEqual(new Set(['approved']))
    expect(await review(world, { action: 'Unapprove', ...all })).toMatchObject({ done: 5, left: 0 })
    const plain = (items: readonly ItemDocument[]) =>
      items.map(({ changedAt: _changedAt, epochs: _epochs, unapproved: _unapproved, ...item }) => item)
    expect(plain(await itemsOf(world))).toEqual(plain(before))
    expect(await review(world, { action: 'Reject', comment: 'Dark', ...all })).toMatchObject({ done: 5 })
    for (const item of await itemsOf(world))
      expect(item).toMatchObject({ state: 'unlabeled', history: [{ action: 'Rejected', comment: 'Dark' }] })
    expect(await counterProblems(world.store, world.project)).toEqual([])
    const audits = await segmentEntries(world.store, world.project)
    for (const action of ['ApproveItems', 'UnapproveItems', 'RejectItems'])
      expect(audits.filter((one) => one.action === action).flatMap(({ items = [] }) => items)).toHaveLength(5)
  })

  it('changes nothing if another number matches, and tells it with the list that shows them', async () => {
    const world = await labeledWorld(3)
    await world.changeItem('f/0.png', (item) => approveItem(item, leo, 5))
    const operation = await review(world, { action: 'Approve', filter: { labeler: ann }, expectedCount: 3 })
    expect(operation).toMatchObject({
      status: 'Failed',
      done: 0,
      total: 2,
      error: {
        code: 'PreconditionFailed',
        message: expect.stringMatching(/matches 2 .*, not 3.*state=labeled/),
      },
    })
    expect((await statesOf(world)).filter((state) => state === 'approved')).toHaveLength(1)
  })

  it('reviews the sample that a list of the same percent shows', async () => {
    const world = await labeledWorld(40)
    const filter = { state: 'labeled' } as const
    const { items } = await listItems(world.deps)(admin, {
      project: world.project.id,
      filter: { ...filter, sample: 30 },
      pageSize: 200,
    })
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThan(40)
    const wanted = { action: 'Approve', filter, sample: 30, expectedCount: items.length } as const
    expect(await review(world, wanted)).toMatchObject({ status: 'Succeeded', done: items.length })
    for (const { id, state } of await itemsOf(world))
      expect(state).toBe(isSampled(id, 30) ? 'approved' : 'labeled')
  })

  it.each([
    ['relabeled', 'Approve', (item: ItemDocument) => relabelItem(item, labelOf('c1'), leo, 9)],
    ['rejected', 'Approve', (item: ItemDocument) => rejectItem(item, leo, 9)],
    [
      'changed in its file',
      'Reject',
      (item: ItemDocument) => ({
        ...item,
        file: { ...item.file, size: 1, etag: 'x', md5: 'x' },
        changed: true as const,
      }),
    ],
  ] as const)('leaves an item alone that was %s after the count: %s', async (_, action, change) => {
    const world = await labeledWorld(4)
    const wanted = { action, filter: { pathPrefix: 'f/' }, expectedCount: 4 }
    const operation = await reviewAround(world, wanted, () => world.changeItem('f/1.png', change))
    const items = await itemsOf(world)
    const one = items.find(({ path }) => path === 'f/1.png')!
    expect(one.approved).toBeUndefined()
    expect(one.history.filter(({ endedBy }) => endedBy === 'admin')).toEqual([])
    expect(operation).toMatchObject({ status: 'Succeeded', done: 3, total: 3, left: 1 })
    expect(await counterProblems(world.store, world.project)).toEqual([])
  })

  it('leaves an item alone that was approved and unapproved after the count', async () => {
    const world = await labeledWorld(2)
    const wanted = { action: 'Approve', filter: { state: 'labeled' }, expectedCount: 2 } as const
    const operation = await reviewAround(world, wanted, async () => {
      await world.changeItem('f/1.png', (item) => approveItem(item, leo, 9))
      await world.changeItem('f/1.png', (item) => unapproveItem(item, leo, 9))
    })
    expect(operation).toMatchObject({ done: 1, left: 1 })
  })

  it('leaves an approval alone that replaced another one after the count', async () => {
    const world = await labeledWorld(2)
    for (const at of [0, 1]) {
      await world.changeItem(`f/${at}.png`, (item) => approveItem(item, leo, 5))
      await world.changeItem(`f/${at}.png`, (item) => ({ ...item, changed: true }))
    }
    const wanted = { action: 'Unapprove', filter: { state: 'approved' }, expectedCount: 2 } as const
    const operation = await reviewAround(world, wanted, () =>
      world.changeItem('f/1.png', (item) => approveItem(item, ann, 9)),
    )
    expect(operation).toMatchObject({ done: 1, left: 1 })
    const items = await itemsOf(world)
    expect(items.find(({ path }) => path === 'f/1.png')).toMatchObject({
      state: 'approved',
      approved: { by: ann },
    })
  })

  it.each([false, true])(
    'changes each item once when steps run twice: %s, and at every crash',
    async (twice) => {
      let point = 1
      for (let reached = true; reached; point += twice ? 3 : 1) {
        const world = await labeledWorld(5)
        const { id } = await start(world, {
          action: 'Approve',
          filter: { state: 'labeled' },
          expectedCount: 5,
        })
        const processes = crashingProcesses(world, point)
        await world.runStarted({ deps: processes.deps, twice })
        reached = processes.points() >= point
        expect(await world.readOperation(id)).toMatchObject({
          status: 'Succeeded',
          done: 5,
          total: 5,
          left: 0,
        })
        expect(new Set(await statesOf(world))).toEqual(new Set(['approved']))
        const entries = (await segmentEntries(world.store, world.project)).filter(
          ({ action }) => action === 'ApproveItems',
        )
        expect(entries.flatMap(({ items = [] }) => items)).toHaveLength(5)
        expect(await counterProblems(world.store, world.project)).toEqual([])
      }
      expect(point).toBeGreaterThan(6)
    },
  )

  it('never approves a label that was not there when it began, whoever works meanwhile', async () => {
    const step = fc.record({
      when: fc.constantFrom('beginRemovalStep', 'countMatchingStep', 'changeMatchingStep'),
      item: fc.nat({ max: 5 }),
      do: fc.constantFrom('relabel', 'approve', 'unapprove', 'reject'),
    })
    const changes = {
      relabel: (item: ItemDocument) => relabelItem(item, labelOf('c1'), leo, 9),
      approve: (item: ItemDocument) => approveItem(item, leo, 9),
      unapprove: (item: ItemDocument) => unapproveItem(item, leo, 9),
      reject: (item: ItemDocument) => rejectItem(item, leo, 9),
    }
    await checkProperty(
      'bulk-approve-what-was-there',
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        const world = await labeledWorld(6)
        const first = new Map((await itemsOf(world)).map((item) => [item.id, decidedOf(item)]))
        const { id } = await start(world, {
          action: 'Approve',
          filter: { state: 'labeled' },
          expectedCount: 6,
        })
        const left = [...steps]
        const late: Promise<unknown>[] = []
        await world.runStarted({
          onActivity: (name) => {
            for (const one of left.filter(({ when }) => when === name)) {
              left.splice(left.indexOf(one), 1)
              late.push(world.changeItem(`f/${one.item}.png`, changes[one.do]))
            }
          },
        })
        await Promise.all(late)
        const operation = await world.readOperation(id)
        const items = await itemsOf(world)
        for (const item of items) {
          const past = [
            ...item.history,
            ...(item.approved ? [{ approved: item.approved, decision: decidedOf(item) }] : []),
          ]
          for (const { approved, decision } of past)
            if (approved?.by === admin.user) expect(decision).toEqual(first.get(item.id))
        }
        if (operation.work === 'reviewItems' && operation.status === 'Succeeded')
          expect(operation.done + (operation.left ?? 0)).toBe(6)
        else expect(items.filter(({ approved }) => approved?.by === admin.user)).toEqual([])
        expect(await counterProblems(world.store, world.project)).toEqual([])
      }),
      { runs: 60 },
    )
  })

  it('is for reviewers, who need no more', async () => {
    const world = await labeledWorld(1)
    const wanted = { action: 'Approve', filter: { state: 'labeled' }, expectedCount: 1 } as const
    const request = { project: world.project.id, ...wanted }
    const outsider = reviewItems(world.deps)({ user: ann, role: 'Reviewer' }, world.workflows, request)
    await expect(outsider).rejects.toMatchObject({ code: 'ProjectNotFound' })
    const unknown = start(world, { ...wanted, filter: { class: 'Nothing' } })
    await expect(unknown).rejects.toMatchObject({ code: 'UnknownClass' })
  })
})
