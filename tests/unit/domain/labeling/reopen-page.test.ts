import { beforeEach, describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { reopenFor } from '../../../../src/domain/labeling/reopen-page.ts'
import { items, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { removeItem, restoreItem } from '../../../../src/domain/model/items/remove-item.ts'
import { takeSnapshots } from '../../../../src/domain/model/items/snapshots.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { leases, type LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { dumpStore } from '../../../support/dump-store.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  readItems,
  setUpProject,
  type LabelingService,
} from '../../../support/labeling-world.ts'
import { makeItem, makePage } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const project = makeProject()
const [ana, ben] = [callerOf('ana'), callerOf('ben')]
let clock: number
let store: Store
let service: LabelingService
let page: LeaseDocument
let ids: readonly ItemId[]

const newService = (over: Store): LabelingService => {
  let count = 0
  return createLabelingService(
    over,
    () => clock,
    () => `id${clock}x${(count += 1)}`,
  )
}
const take = async (caller = ana, size = 3): Promise<LeaseDocument> => {
  const next = await service.takePage(caller, { project: project.id, size })
  if (!('page' in next)) throw new Error(next.waiting)
  return next.page
}
const submit = (answered = page, labels = ['Cat']) =>
  service.submitPage(ana, {
    project: project.id,
    page: answered.page,
    answers: answered.items.map(({ id }, index) =>
      index === 2 ? { item: id, skip: true, reason: 'dark' } : { item: id, labels },
    ),
  })
const reopen = (who = ana, over = service) => over.reopenPage(who, { project: project.id, page: page.page })
const change = (item: ItemId, to: (item: ItemDocument) => ItemDocument | undefined) =>
  updateItems(store, { uid: project.uid, segment: 0 }, new Map([[item, undefined]]), (one) => one && to(one))
const states = async () => {
  const all = await readItems(store, project)
  return ids.map((id) => all.find((item) => item.id === id)?.state)
}
const storedPage = async () => (await leases.read(store, 'u1:0', page.id))!.document

beforeEach(async () => {
  clock = 1_000_000
  store = createMemoryStore(() => clock)
  service = newService(store)
  await setUpProject(store, project, ['ana', 'ben'], ['1', '2', '3', '4', '5', '6'])
  page = await take()
  ids = page.items.map(({ id }) => id)
})

describe('a page that is reopened', () => {
  test('is held again, with its answers taken back', async () => {
    const before = await dumpStore(store, [project.uid])
    clock += 1
    await submit()
    clock += reopenFor - 1
    const shown = await reopen()
    expect(shown.page).toEqual({
      ...page,
      start: undefined,
      grantedAt: clock,
      leaseUntil: clock + lease,
      reopened: [
        { item: ids[0], answer: { type: 'Label', label: { kind: 'Classes', classes: ['c0'] } } },
        { item: ids[1], answer: { type: 'Label', label: { kind: 'Classes', classes: ['c0'] } } },
        { item: ids[2], answer: { type: 'Skip', reason: 'dark' } },
      ],
    })
    expect(await storedPage()).toEqual(JSON.parse(JSON.stringify(shown.page)))
    expect(shown.items.map(({ state }) => state)).toEqual(['unlabeled', 'unlabeled', 'unlabeled'])
    const plain = (dump: typeof before) =>
      dump.flatMap(({ document }) => (document.kind === 'item' ? [{ ...document, changedAt: 0 }] : []))
    expect(plain(await dumpStore(store, [project.uid]))).toEqual(plain(before))
    expect(await dispatchProblems(store, project, clock)).toEqual([])
    expect(await counterProblems(store, project)).toEqual([])
  })

  test('is on no other page until it ends', async () => {
    await submit()
    await reopen()
    expect((await take(ben, 6)).items.some(({ id }) => ids.includes(id))).toBe(false)
    expect(await dispatchProblems(store, project, clock)).toEqual([])
  })

  test('is returned by a repeated request until it expires, and takes other answers', async () => {
    await submit()
    const first = await reopen()
    clock += 1
    expect(await reopen()).toEqual(first)
    expect(await submit(page, ['Dog'])).toMatchObject(ids.map(() => ({ status: 'Accepted' })))
    expect((await storedPage()).reopened).toBeUndefined()
    expect(await states()).toEqual(['labeled', 'labeled', 'skipped'])
    await reopen()
    clock += lease
    await expect(reopen()).rejects.toMatchObject({ code: 'PageExpired' })
  })

  test('shows the former answer of those items only that have no other one', async () => {
    await submit()
    await reopen()
    await service.submitAndTake(ana, {
      project: project.id,
      page: page.page,
      answers: [{ item: ids[1]!, labels: ['Dog'] }],
      partial: true,
    })
    expect((await storedPage()).reopened?.map(({ item }) => item)).toEqual([ids[0], ids[2]])
    expect((await reopen()).page.page).toBe(page.page)
  })

  test('belongs to its labeler, was submitted, and that is not long ago', async () => {
    await expect(reopen()).rejects.toMatchObject({ code: 'NothingToReopen' })
    await submit()
    await expect(reopen(ben)).rejects.toMatchObject({ code: 'PageNotFound' })
    clock += reopenFor
    await expect(reopen()).rejects.toMatchObject({ code: 'ReopenTooLate' })
    expect(await states()).toEqual(['labeled', 'labeled', 'skipped'])
    const other = await take()
    await service.releasePage(ana, { project: project.id, page: other.page })
    page = other
    await expect(reopen()).rejects.toMatchObject({ code: 'PageReleased' })
  })

  test('needs a running project and a labeler with less than two pages', async () => {
    await submit()
    await service.pauseProject(lead, project.id)
    await expect(reopen()).rejects.toMatchObject({ code: 'ProjectNotRunning' })
    await service.resumeProject(lead, project.id)
    await take(ana, 1)
    const second = { ...makePage('other', [makeItem(project, 'x')]), labeler: page.labeler }
    await store.batch('items', 'u1:0', [
      { type: 'create', document: { ...second, grantedAt: clock, leaseUntil: clock + lease } },
    ])
    await expect(reopen()).rejects.toMatchObject({ code: 'TwoPagesHeld' })
    clock += lease
    expect((await reopen()).page.status).toBe('Held')
  })

  test('of an earlier version, which kept no mark of each answer, is known by its time', async () => {
    await submit()
    const { taken: _, ...older } = await storedPage()
    const { etag } = (await leases.read(store, 'u1:0', page.id))!
    const document = { ...older, fingerprint: 'f', answers: 'a', refused: [] }
    await store.batch('items', 'u1:0', [{ type: 'replace', document, ifMatch: etag }])
    await reopen()
    expect(await states()).toEqual(['unlabeled', 'unlabeled', 'unlabeled'])
    expect(await storedPage()).not.toHaveProperty('fingerprint')
    expect(await submit()).toMatchObject(ids.map(() => ({ status: 'Accepted' })))
    expect(await states()).toEqual(['labeled', 'labeled', 'skipped'])
  })
})

describe('an answer stays', () => {
  const reject = (...rejected: readonly ItemId[]) =>
    service.rejectItems(lead, { project: project.id, items: rejected })
  const answerAgain = async (item: ItemId) => {
    await reject(item)
    const next = await take(ana, 1)
    expect(next.items.map(({ id }) => id)).toEqual([item])
    await submit(next)
  }

  test.each<[string, (item: ItemId) => Promise<unknown>, string]>([
    [
      'was approved',
      (item) => service.approveItems(lead, { project: project.id, items: [item] }),
      'approved',
    ],
    ['was rejected', (item) => reject(item), 'unlabeled'],
    ['was rejected and answered again at the same time', answerAgain, 'labeled'],
    [
      'was corrected',
      (item) =>
        service.labelItem(lead, { project: project.id, item, label: { labels: ['Cat'] }, ifMatch: '*' }),
      'labeled',
    ],
    ['was removed', (item) => change(item, (one) => removeItem(one, lead.user, clock)), 'removed'],
    ['has another file', (item) => change(item, (one) => ({ ...one, changed: true })), 'labeled'],
    [
      'has a file that the page does not show',
      (item) => change(item, (one) => ({ ...one, file: { ...one.file, etag: 'new' } })),
      'labeled',
    ],
    ['has no file', (item) => change(item, (one) => ({ ...one, missing: true })), 'labeled'],
  ])('if its item %s', async (_, happens, state) => {
    await submit()
    await happens(ids[1]!)
    const shown = await reopen()
    expect(shown.page.reopened?.map(({ item }) => item)).toEqual([ids[0], ids[2]])
    expect(await states()).toEqual(['unlabeled', state, 'unlabeled'])
    const results = await submit()
    expect(results).toMatchObject(ids.map(() => ({ status: 'Accepted' })))
    expect(await states()).toEqual(['labeled', state, 'skipped'])
    expect(await counterProblems(store, project)).toEqual([])
  })

  test('not if its item was removed and restored', async () => {
    await submit()
    await change(ids[1]!, (one) => removeItem(one, lead.user, clock))
    await change(ids[1]!, (one) => restoreItem(one, clock))
    await reopen()
    expect(await states()).toEqual(['unlabeled', 'unlabeled', 'unlabeled'])
  })

  test('if it was refused for good; and if all stay, the page does, too', async () => {
    await change(ids[0]!, (one) => ({ ...one, file: { ...one.file, etag: 'new' } }))
    await submit()
    await service.approveItems(lead, { project: project.id, items: ids.slice(1, 2) })
    await reopen()
    expect((await storedPage()).reopened?.map(({ item }) => item)).toEqual([ids[2]])
    await service.submitPage(ana, {
      project: project.id,
      page: page.page,
      answers: [{ item: ids[2]!, skip: true }],
    })
    await service.acceptSkips(lead, { project: project.id, items: ids.slice(2) })
    await expect(reopen()).rejects.toMatchObject({ code: 'NothingToReopen' })
    expect((await storedPage()).status).toBe('Submitted')
  })

  test('if an export has it, also if the export begins at the same moment', async () => {
    await submit()
    let first = true
    const slow = wrapStore(store, async ({ method, container }, run) => {
      if (method === 'batch' && container === 'items' && first) {
        first = false
        await takeSnapshots(store, project)
      }
      return run()
    })
    await expect(reopen(ana, newService(slow))).rejects.toMatchObject({ code: 'NothingToReopen' })
    expect(await states()).toEqual(['labeled', 'labeled', 'skipped'])
  })

  test('if its item is on another live page of the labeler', async () => {
    clock += lease
    const other = await take(ana, 6)
    await submit()
    const both = other.items.filter(({ id }) => ids.includes(id)).map(({ id }) => id)
    expect(both).toHaveLength(3)
    await expect(reopen()).rejects.toMatchObject({ code: 'NothingToReopen' })
    expect((await items.read(store, 'u1:0', ids[0]!))?.document.state).toBe('labeled')
  })
})

test('a person who is removed while the page is reopened does not keep it', async () => {
  await submit()
  let first = true
  const slow = wrapStore(store, async ({ method, container }, run) => {
    const result = await run()
    if (method === 'batch' && container === 'items' && first) {
      first = false
      const { etag } = (await store.read('workspace', 'project:u1', 'member:ana'))!
      await store.batch('workspace', 'project:u1', [{ type: 'delete', id: 'member:ana', ifMatch: etag }])
    }
    return result
  })
  await expect(reopen(ana, newService(slow))).rejects.toMatchObject({ code: 'ProjectNotFound' })
  expect((await storedPage()).leaseUntil).toBe(clock)
})
