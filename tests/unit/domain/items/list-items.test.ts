import { beforeEach, describe, expect, test } from '@jest/globals'
import { userId, type ItemId } from '../../../../src/domain/core/ids.ts'
import { listItems, type ItemSort } from '../../../../src/domain/items/list-items.ts'
import type { NamedFilter } from '../../../../src/domain/model/items/named-filter.ts'
import type { ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { segmentOf } from '../../../../src/domain/model/items/segment.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import {
  callerOf,
  createLabelingService,
  lead,
  makeProject,
  readItems,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { readsPerCount } from '../../../../src/domain/items/count-matches.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const project = makeProject({ segments: 40 })
let store: Store

beforeEach(async () => {
  store = createMemoryStore(() => 1000)
  await setUpProject(
    store,
    project,
    ['ana'],
    Array.from({ length: 60 }, (_, index) => `${index}.png`),
  )
  let ids = 0
  const service = createLabelingService(
    store,
    () => 1000,
    () => `id${(ids += 1)}`,
  )
  const ana = callerOf('ana')
  for (let page = 0; page < 5; page += 1) {
    const next = await service.takePage(ana, { project: project.id, size: 2 })
    if (!('page' in next)) throw new Error('Nothing left')
    const answers = next.page.items.map(({ id }, index) =>
      index === 0 ? { item: id, labels: ['Dog/Poodle'] } : { item: id, skip: true as const },
    )
    await service.submitPage(ana, { project: project.id, page: next.page.page, answers })
  }
})

const changeItem = (id: ItemId, change: (item: ItemDocument) => ItemDocument) =>
  updateItems(
    store,
    { uid: project.uid, segment: segmentOf(id, project.segments) },
    new Map([[id, true]]),
    (item) => item && change(item),
  )

const walk = async (filter: NamedFilter, pageSize: number, sort?: ItemSort): Promise<readonly string[]> => {
  const found: string[] = []
  let continuation: string | undefined
  do {
    const page = await listItems({ store, now: () => 0 })(lead, {
      project: project.id,
      filter,
      sort,
      pageSize,
      continuation,
    })
    expect(page.items.length).toBeLessThanOrEqual(pageSize)
    found.push(...page.items.map(({ document }) => document.id))
    continuation = page.continuation
    expect(page.project).toEqual(project)
    expect('continuation' in page).toBe(continuation !== undefined)
  } while (continuation !== undefined)
  return found
}

describe('the list of items', () => {
  test.each([1, 7, 200])('shows each item once, over all segments, at %i a page', async (pageSize) => {
    const all = await readItems(store, project)
    expect((await walk({}, pageSize)).toSorted()).toEqual(all.map(({ id }) => id).toSorted())
  })

  test('filters combine', async () => {
    const all = await readItems(store, project)
    const labeled = all.filter(({ state }) => state === 'labeled').map(({ id }) => id)
    expect(labeled.length).toBeGreaterThan(0)
    const filter = { state: 'labeled' as const, class: 'Dog/Poodle', labeler: userId.parse('ana') }
    expect((await walk(filter, 3)).toSorted()).toEqual(labeled.toSorted())
    expect(await walk({ ...filter, class: 'Cat' }, 3)).toEqual([])
    expect(await walk({ ...filter, labeler: userId.parse('ben') }, 3)).toEqual([])
    expect(await walk({ state: 'skipped', class: 'Dog/Poodle' }, 3)).toEqual([])
  })

  test.each([
    [{ problem: 'any' as const }, (item: ItemDocument) => item.problem !== undefined],
    [{ problem: 'Truncated' as const }, (item: ItemDocument) => item.problem === 'Truncated'],
    [{ problem: 'Oversized' as const }, () => false],
    [{ missing: true }, (item: ItemDocument) => item.missing === true],
    [
      { missing: false, problem: 'any' as const },
      (item: ItemDocument) => !item.missing && item.problem !== undefined,
    ],
    [{ changed: true }, (item: ItemDocument) => item.changed === true],
    [
      { changed: false, state: 'labeled' as const },
      (item: ItemDocument) => !item.changed && item.state === 'labeled',
    ],
    [{ pathPrefix: '1' }, (item: ItemDocument) => item.path.startsWith('1')],
    [
      { pathPrefix: '1', missing: true },
      (item: ItemDocument) => item.path.startsWith('1') && item.missing === true,
    ],
    [{ pathPrefix: '12.png' }, (item: ItemDocument) => item.path === '12.png'],
    [{ pathPrefix: 'no/such/folder/' }, () => false],
    [
      { pathPrefix: '2', problem: 'NotAnImage' as const, changed: false, state: 'unlabeled' as const },
      (item: ItemDocument) =>
        item.path.startsWith('2') &&
        item.problem === 'NotAnImage' &&
        !item.changed &&
        item.state === 'unlabeled',
    ],
  ])('finds %j and nothing else, with few items at a time', async (filter, matches) => {
    const found = await readItems(store, project)
    for (const [index, item] of found.entries())
      await changeItem(item.id, (one) => {
        const marked: ItemDocument = { ...one }
        if (index % 3 === 0) marked.problem = index % 2 === 0 ? 'Truncated' : 'NotAnImage'
        if (index % 4 === 0) {
          marked.missing = true
          delete marked.queue
        }
        if (index % 5 === 0) marked.changed = true
        return marked
      })
    const wanted = (await readItems(store, project)).filter(matches).map(({ id }) => id)
    for (const pageSize of [1, 7, 200])
      expect((await walk(filter, pageSize)).toSorted()).toEqual(wanted.toSorted())
    const byPath = (await readItems(store, project))
      .filter(({ id }) => wanted.includes(id))
      .toSorted((one, other) => (one.path < other.path ? -1 : 1))
      .map(({ id }) => id)
    for (const pageSize of [1, 7, 200]) expect(await walk(filter, pageSize, 'path')).toEqual(byPath)
    const { total } = await listItems({ store, now: () => 0 })(lead, {
      project: project.id,
      filter,
      pageSize: 1,
      count: true,
    })
    // Each segment with a candidate is a read of the count.
    if (total?.isAtLeast) expect(total.count).toBeLessThanOrEqual(wanted.length)
    else expect(total?.count).toBe(wanted.length)
  })

  test('by path is one order over all segments, also where nothing is filtered', async () => {
    const all = (await readItems(store, project)).toSorted((one, other) => (one.path < other.path ? -1 : 1))
    for (const pageSize of [1, 7, 200])
      expect(await walk({}, pageSize, 'path')).toEqual(all.map(({ id }) => id))
    expect(await walk({ state: 'approved' }, 7, 'path')).toEqual([])
  })

  test('has a total only where it is asked for, of few reads', async () => {
    const list = async (filter: NamedFilter, count?: boolean) => {
      let queries = 0
      const counted = wrapStore(store, (call, run) => {
        if (call.method === 'query') queries += 1
        return run()
      })
      const { total } = await listItems({ store: counted, now: () => 0 })(lead, {
        project: project.id,
        filter,
        pageSize: 1,
        ...(count === undefined ? {} : { count }),
      })
      return { total, queries }
    }
    const without = await list({ state: 'labeled' })
    expect(without.total).toBeUndefined()
    expect(await list({ state: 'labeled' }, true)).toEqual({
      total: { count: 5, isAtLeast: false },
      queries: without.queries,
    })
    expect((await list({ class: 'Dog/Poodle', removed: false }, true)).total).toEqual({
      count: 5,
      isAtLeast: false,
    })
    const most = await list({ labeler: userId.parse('ana'), missing: false }, true)
    expect(most.total?.isAtLeast).toBe(true)
    expect(most.queries).toBeLessThanOrEqual(16 + readsPerCount)
  })

  test.each([
    'nonsense',
    Buffer.from('{"segment":-1}').toString('base64url'),
    Buffer.from('[]').toString('base64url'),
  ])('refuses the continuation %j', async (continuation) => {
    const listing = listItems({ store, now: () => 0 })(lead, {
      project: project.id,
      filter: {},
      pageSize: 10,
      continuation,
    })
    await expect(listing).rejects.toEqual(expect.objectContaining({ code: 'InvalidContinuation' }))
  })

  test('refuses a class that the project does not have, and a caller who is a labeler', async () => {
    const list = (caller: typeof lead, filter: NamedFilter) =>
      listItems({ store, now: () => 0 })(caller, { project: project.id, filter, pageSize: 10 })
    const named = (name: string) => expect.stringContaining(`'${name}'`)
    const refusal = { code: 'UnknownClass', target: 'class' }
    await expect(list(lead, { class: 'Cow' })).rejects.toMatchObject({ ...refusal, message: named('Cow') })
    await expect(list(lead, { class: 'x'.repeat(300) })).rejects.toMatchObject({
      ...refusal,
      message: named('x'.repeat(256)),
    })
    await expect(list(callerOf('ana'), {})).rejects.toEqual(expect.objectContaining({ code: 'Forbidden' }))
  })
})
