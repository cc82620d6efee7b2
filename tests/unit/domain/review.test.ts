import { beforeEach, describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../src/domain/core/ids.ts'
import { getItem } from '../../../src/domain/items/get-item.ts'
import type { Store } from '../../../src/domain/ports/store.ts'
import type { ReviewResult } from '../../../src/domain/review/review-result.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  makeProject,
  readItems,
  setUpProject,
  type LabelingService,
} from '../../support/labeling-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { faultyStore } from '../../support/faulty-store.ts'

const project = makeProject({ segments: 3 })
const ana = callerOf('ana')
let store: Store
let service: LabelingService
let labeled: ItemId[]
let skipped: ItemId[]

beforeEach(async () => {
  store = createMemoryStore(() => 1000)
  let ids = 0
  service = createLabelingService(
    store,
    () => 1000,
    () => `id${(ids += 1)}`,
  )
  await setUpProject(
    store,
    project,
    ['ana'],
    Array.from({ length: 12 }, (_, index) => `${index}.png`),
  )
  ;[labeled, skipped] = [[], []]
  for (;;) {
    const next = await service.takePage(ana, { project: project.id, size: 2 })
    if (!('page' in next)) break
    const [first, ...rest] = next.page.items.map(({ id }) => id)
    labeled.push(first!)
    skipped.push(...rest)
    await service.submitPage(ana, {
      project: project.id,
      page: next.page.page,
      answers: [
        { item: first!, labels: ['Cat'] },
        ...rest.map((item) => ({ item, skip: true as const, reason: 'dark' })),
      ],
    })
  }
})

const outcome = (results: readonly ReviewResult[]) =>
  results.map(({ status, error }) => error?.code ?? status)
const unknown = 'f'.repeat(32) as ItemId

describe('review', () => {
  test('each item has its own result, in the order asked for; the rest is done all the same', async () => {
    const asked = [skipped[0]!, labeled[0]!, unknown, labeled[1]!]
    const results = await service.approveItems(lead, { project: project.id, items: asked })
    expect(results.map(({ item }) => item)).toEqual(asked)
    expect(outcome(results)).toEqual(['WrongItemState', 'Accepted', 'ItemNotFound', 'Accepted'])
    expect(await dispatchProblems(store, project, 1000)).toEqual([])
  })

  test('a rejected answer is in the history with the comment, and the labeler’s count of rejections grows', async () => {
    const results = await service.rejectItems(lead, {
      project: project.id,
      items: [...labeled, ...skipped],
      comment: 'again',
    })
    expect(outcome(results).every((one) => one === 'Accepted')).toBe(true)
    const all = await readItems(store, project)
    for (const item of all) {
      expect(item).toMatchObject({
        state: 'unlabeled',
        history: [{ action: 'Rejected', comment: 'again', endedBy: 'lead', decision: { by: 'ana' } }],
      })
    }
    expect(await dispatchProblems(store, project, 1000)).toEqual([])
  })

  test('an accepted skip leaves the project for good', async () => {
    await service.acceptSkips(lead, { project: project.id, items: skipped })
    expect(
      outcome(await service.rejectItems(lead, { project: project.id, items: skipped.slice(0, 1) })),
    ).toEqual(['WrongItemState'])
    expect(
      outcome(await service.acceptSkips(lead, { project: project.id, items: labeled.slice(0, 1) })),
    ).toEqual(['WrongItemState'])
  })

  test('a reviewer’s own label replaces the answer, on the etag that was read', async () => {
    const { item } = await getItem({ store })(lead, { project: project.id, item: skipped[0]! })
    const input = {
      project: project.id,
      item: skipped[0]!,
      label: { labels: ['Dog/Poodle'] },
      ifMatch: item.etag,
    }
    const changed = await service.labelItem(lead, input)
    expect(changed.item.document).toMatchObject({
      state: 'labeled',
      labeledBy: 'lead',
      history: [{ action: 'Relabeled' }],
    })
    expect(await service.labelItem(lead, input)).toEqual(changed)
    await expect(service.labelItem(lead, { ...input, label: { labels: ['Cat'] } })).rejects.toEqual(
      expect.objectContaining({ code: 'PreconditionFailed' }),
    )
    await expect(
      service.labelItem(lead, { ...input, ifMatch: '*', label: { labels: ['Cow'] } }),
    ).rejects.toEqual(expect.objectContaining({ code: 'UnknownClass' }))
    await expect(service.labelItem(lead, { ...input, ifMatch: '*', label: { labels: [] } })).rejects.toEqual(
      expect.objectContaining({ code: 'WrongLabelCount' }),
    )
    expect(await dispatchProblems(store, project, 1000)).toEqual([])
  })

  test('a lost race is run again on what is true then', async () => {
    let conflicts = 3
    const racy = faultyStore(store, ({ method }) =>
      method === 'batch' && (conflicts -= 1) >= 0 ? 'conflict' : 'pass',
    )
    const retrying = createLabelingService(
      racy,
      () => 1000,
      () => 'x',
    )
    expect(
      outcome(await retrying.approveItems(lead, { project: project.id, items: labeled.slice(0, 1) })),
    ).toEqual(['Accepted'])
  })

  test.each(['rejectItems', 'approveItems', 'acceptSkips'] as const)(
    '%s is not for labelers',
    async (operation) => {
      await expect(service[operation](ana, { project: project.id, items: labeled })).rejects.toEqual(
        expect.objectContaining({ code: 'Forbidden' }),
      )
    },
  )
})
