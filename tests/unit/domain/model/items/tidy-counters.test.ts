import { describe, expect, test } from '@jest/globals'
import { userId } from '../../../../../src/domain/core/ids.ts'
import { answerItem, rejectItem, takeBackAnswer } from '../../../../../src/domain/model/items/change-item.ts'
import { counters, noCounters } from '../../../../../src/domain/model/items/counters.ts'
import { items, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { forgetCounters } from '../../../../../src/domain/model/items/known-counters.ts'
import { daysOf } from '../../../../../src/domain/model/items/labeler-counts.ts'
import { keptDays, tidied, tidyCounters } from '../../../../../src/domain/model/items/tidy-counters.ts'
import { writeSegment } from '../../../../../src/domain/model/items/write-segment.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { counterProblems } from '../../../../support/check-counters.ts'
import { giveForm } from '../../../../support/counter-forms.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const today = 20_000
const dayLength = 24 * 3600 * 1000
const project = makeProject({ segments: 1 })
const segment = { uid: project.uid, segment: 0 }
const ana = userId.parse('ana')

describe('tidied counters', () => {
  test('have earlier days in the sums, and leave those of the day alone', () => {
    const recent = {
      labeled: { [`${today - 1}:ana`]: 3, [`${today}:ana`]: 2, [`${today + 1}:a:b`]: 1 },
      skipped: { [`${today - 1}:ana`]: 1 },
      activeMs: { [`${today - 1}:ana`]: 70, [`${today}:ana`]: 50 },
    }
    const { labelers, days, recent: left } = tidied({ ...noCounters, recent }, today)
    expect(left).toEqual({
      labeled: { [`${today}:ana`]: 2, [`${today + 1}:a:b`]: 1 },
      skipped: {},
      activeMs: { [`${today}:ana`]: 50 },
    })
    expect(labelers).toMatchObject({ labeled: { ana: 3 }, skipped: { ana: 1 }, activeMs: { ana: 70 } })
    expect(days).toMatchObject({
      labeled: { [today - 1]: 3 },
      skipped: { [today - 1]: 1 },
      activeMs: { [today - 1]: 70 },
    })
  })

  test('have the days of a quarter, and no older ones', () => {
    const labeled = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [today - index, 1]))
    const { days } = tidied({ ...noCounters, days: { ...noCounters.days!, labeled } }, today)
    expect(days!.first).toBe(today - keptDays + 1)
    expect(Object.keys(days!.labeled)).toHaveLength(keptDays)
    expect(Math.min(...Object.keys(days!.labeled).map(Number))).toBe(days!.first)
  })

  test('of an earlier version count days from the next on, in a new epoch', () => {
    const { labelers: _, days: __, recent: ___, ...old } = { ...noCounters, epoch: 4 }
    const { days, recent, labelers } = noCounters
    const first = today + 1
    expect(tidied(old, today)).toEqual({ ...old, labelers, recent, epoch: 5, days: { ...days, first } })
    expect(tidied(tidied(old, today), today).epoch).toBe(5)
  })

  test('are not created where there are none', async () => {
    const store = createMemoryStore(() => 0)
    await tidyCounters(store, 'u1:0', today)
    expect(await store.read('items', 'u1:0', 'counters')).toBeUndefined()
  })

  test('get over changes meanwhile', async () => {
    const truth = createMemoryStore(() => 0)
    await truth.batch('items', 'u1:0', [{ type: 'create', document: noCounters }])
    let moves = 3
    const busy = wrapStore(truth, async (call, run) => {
      const result = await run()
      if (call.method === 'read' && (moves -= 1) >= 0)
        await truth.batch('items', 'u1:0', [
          { type: 'increment', id: 'counters', by: { [`recent.labeled.${today - 1}:ana`]: 1 } },
        ])
      return result
    })
    await tidyCounters(busy, 'u1:0', today)
    expect((await counters.read(truth, 'u1:0', 'counters'))?.document.labelers?.labeled).toEqual({ ana: 3 })
  })
})

const twoItems = async (store: Store) => {
  const all = ['a.png', 'b.png'].map((path) => makeItem(project, path))
  await writeSegment(
    store,
    segment,
    all.map((after) => ({ after })),
  )
  return all
}

test('an answer of yesterday that is taken back does not begin a day in the middle', async () => {
  const clock = { now: today * dayLength }
  const store = createMemoryStore(() => clock.now)
  const [a, b] = await twoItems(store)
  const change = async ({ id }: ItemDocument, decide: (item: ItemDocument) => ItemDocument | undefined) => {
    const before = (await items.read(store, 'u1:0', id))!
    await writeSegment(store, segment, [{ before, after: decide(before.document) }])
  }
  await change(a!, (item) => answerItem(item, labelOf('c0'), ana, clock.now))
  clock.now += dayLength
  await change(b!, (item) => answerItem(item, labelOf('c0'), ana, clock.now))
  await giveForm(store, project, 'Undated')
  await change(a!, (item) => takeBackAnswer(item, clock.now))
  expect((await counters.read(store, 'u1:0', 'counters'))?.document.days).toBeUndefined()
  expect(await counterProblems(store, project)).toEqual([])
  await change(a!, (item) => answerItem(item, labelOf('c1'), ana, clock.now))
  expect((await counters.read(store, 'u1:0', 'counters'))?.document.days?.first).toBe(today + 2)
  expect(await counterProblems(store, project)).toEqual([])
})

test('an instance that knows counters of an earlier version does not miss that they count days', async () => {
  const clock = { now: today * dayLength }
  const truth = createMemoryStore(() => clock.now)
  const [one, other] = [wrapStore(truth, (_, run) => run()), wrapStore(truth, (_, run) => run())]
  const all = await twoItems(one)
  const stored = (await counters.read(truth, 'u1:0', 'counters'))!
  const { days: _, recent: __, ...old } = stored.document
  await truth.batch('items', 'u1:0', [{ type: 'replace', document: old, ifMatch: stored.etag }])
  forgetCounters(one, 'u1:0')
  const change = async (
    store: typeof one,
    index: number,
    decide: (item: Parameters<typeof answerItem>[0]) => ReturnType<typeof answerItem>,
  ): Promise<void> => {
    const before = (await items.read(truth, 'u1:0', all[index]!.id))!
    await writeSegment(store, segment, [{ before, after: decide(before.document) }])
  }
  // This one remembers the old form.
  await change(one, 1, (item) => ({ ...item, missing: true }))
  await change(other, 0, (item) => answerItem(item, labelOf('c0'), ana, clock.now))
  await change(other, 0, (item) => rejectItem(item, ana, clock.now))
  clock.now += dayLength
  await change(other, 0, (item) => answerItem(item, labelOf('c0'), ana, clock.now))
  await change(one, 0, (item) => rejectItem(item, ana, clock.now))
  const { document } = (await counters.read(truth, 'u1:0', 'counters'))!
  expect([...daysOf(document)]).toEqual([
    [today + 1, { labeled: 0, skipped: 0, rejected: 1, submitted: 1, activeMs: 0 }],
  ])
  expect(await counterProblems(truth, project)).toEqual([])
})
