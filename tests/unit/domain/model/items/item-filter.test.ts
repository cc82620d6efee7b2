import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { classId, userId } from '../../../../../src/domain/core/ids.ts'
import {
  clausesOf,
  countOf,
  listQueryOf,
  matchesItem,
  matchesMarks,
  mayHaveItems,
  type ItemCriteria,
} from '../../../../../src/domain/model/items/item-filter.ts'
import { counterDeltas } from '../../../../../src/domain/model/items/counting.ts'
import { noCounters } from '../../../../../src/domain/model/items/counters.ts'
import { sumCounters } from '../../../../../src/domain/model/items/read-counters.ts'
import { items, itemStates, problems, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { segmentPartition } from '../../../../../src/domain/model/items/segment.ts'
import { openSqliteStore } from '../../../../../src/adapters/sqlite/sqlite-store.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { checkProperty } from '../../../../support/property.ts'

const project = makeProject()
const partition = segmentPartition(project.uid, 0)

const part = fc.constantFrom('a', 'b', '/', '\u{d7ff}', '\u{e000}', '\u{10ffff}', 'é', '😀', '~', '"')
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const pasts = (['Rejected', 'Relabeled', 'Requeued'] as const).map((action) => ({
  decision: { source: 'Import' as const, type: 'Skip' as const, by: 'ann', at: 0 },
  endedAt: 1,
  endedBy: 'rita',
  action,
}))
const moment = fc.option(fc.nat({ max: 5 }), { nil: undefined })
const flag = fc.option(fc.boolean(), { nil: undefined })
const mark = fc.constantFrom(true as const, undefined)
const draft = fc.record({
  path,
  state: fc.constantFrom(...itemStates),
  problem: fc.option(fc.constantFrom(...problems), { nil: undefined }),
  missing: mark,
  changed: mark,
  labeledBy: fc.constantFrom(userId.parse('ann'), undefined),
  classes: fc.constantFrom<string[] | undefined>(['c0'], ['c0', 'c1'], undefined),
  decision: fc.option(
    fc.nat({ max: 4 }).map((at) => ({ source: 'Import' as const, type: 'Skip' as const, by: 'ann', at })),
    { nil: undefined },
  ),
  history: fc.array(fc.constantFrom(...pasts), { maxLength: 2 }),
})
const criteria: fc.Arbitrary<ItemCriteria> = fc.record({
  state: fc.option(fc.constantFrom(...itemStates), { nil: undefined }),
  class: fc.constantFrom(classId.parse('c1'), undefined),
  labeler: fc.constantFrom(userId.parse('ann'), undefined),
  problem: fc.option(fc.constantFrom(...problems, 'any' as const), { nil: undefined }),
  missing: flag,
  changed: flag,
  removed: flag,
  pathPrefix: fc.option(path, { nil: undefined }),
  returned: flag,
  from: moment,
  to: moment,
  sample: fc.constantFrom(undefined, 0.01, 50, 100),
})

/** What the counters tell. */
const plainCriteria: readonly ItemCriteria[] = [
  {},
  { state: 'labeled' },
  { removed: true },
  { removed: false },
  { missing: true },
  { missing: false },
  { changed: true },
  { changed: false },
  { problem: 'any' },
  { class: classId.parse('c1'), removed: false },
]

/** The counters of a segment with these items. */
const countItems = (all: readonly ItemDocument[]) => {
  const counts = { ...structuredClone(noCounters), classes: {} as Record<string, number> }
  const states: Partial<Record<ItemDocument['state'], number>> = {}
  for (const [path, by] of Object.entries(counterDeltas(all.map((after) => ({ after }))))) {
    const [group = '', name = ''] = path.split('.')
    if (group === 'classes') counts.classes[name] = by
    else if (group === 'states') states[name as ItemDocument['state']] = by
    else Object.assign(counts, { [group]: by })
  }
  return { ...counts, states }
}

const itemOf = (changes: Partial<ItemDocument> & { readonly path: string }): ItemDocument => {
  const made = { ...makeItem(project, changes.path), ...changes }
  return items.parse({ document: JSON.parse(JSON.stringify(made)), etag: '' }).document
}

test.each([
  ['SQLite', () => openSqliteStore({ file: ':memory:', now: () => 0 })],
  ['memory', () => createMemoryStore(() => 0)],
])('the query of any filter finds in %s exactly what matches it', async (_, open) => {
  await checkProperty(
    `item-filter-${_}`,
    fc.asyncProperty(
      fc.uniqueArray(draft, { selector: (one) => one.path }),
      fc.array(criteria),
      async (drafts, all) => {
        const store = open()
        const stored = drafts.map(itemOf)
        for (const document of stored) await store.batch('items', partition, [{ type: 'create', document }])
        for (const wanted of [{}, ...all])
          for (const query of [
            listQueryOf(wanted),
            {
              where: [{ field: 'kind', op: 'eq', value: 'item' } as const, ...clausesOf(wanted)],
              orderBy: 'id',
            },
          ]) {
            const { documents } = await store.query('items', partition, { ...query, limit: 1000 })
            const found = documents
              .map((one) => items.parse(one).document)
              .filter((item) => matchesMarks(item, wanted))
              .map((item) => item.path)
            const expected = stored.filter((item) => matchesItem(item, wanted)).map((item) => item.path)
            expect(found.toSorted()).toEqual(expected.toSorted())
          }
      },
    ),
    { runs: 60 },
  )
})

test('the filters of time, of returned items and of samples take what they say', () => {
  const decided = (at: number) =>
    itemOf({ path: 'a', state: 'skipped', decision: { source: 'Import', type: 'Skip', by: 'x', at } })
  const times = (criteria: ItemCriteria) => [1, 2, 3].filter((at) => matchesItem(decided(at), criteria))
  expect(times({ from: 2 })).toEqual([2, 3])
  expect(times({ to: 2 })).toEqual([1])
  expect(times({ from: 2, to: 3 })).toEqual([2])
  expect(matchesItem(itemOf({ path: 'a' }), { from: 0 })).toBe(false)
  const returned = (action: 0 | 1 | 2, state: ItemDocument['state'] = 'labeled') =>
    matchesItem(itemOf({ path: 'a', state, history: [pasts[action]!] }), { returned: true })
  expect([returned(0), returned(1), returned(2), returned(0, 'unlabeled'), returned(0, 'removed')]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ])
})

test('a sample is about its share of the items, and each larger one contains it', () => {
  const all = Array.from({ length: 4000 }, (_, index) => makeItem(project, `${index}.png`))
  const sampled = [1, 10, 50, 100].map(
    (sample) => new Set(all.filter((item) => matchesItem(item, { sample })).map(({ id }) => id)),
  )
  for (const [index, size] of [40, 400, 2000].entries())
    expect(Math.abs(sampled[index]!.size - size)).toBeLessThan(4 * Math.sqrt(size))
  expect(sampled[3]!.size).toBe(all.length)
  for (const [index, some] of sampled.slice(1).entries())
    expect([...sampled[index]!].every((id) => some.has(id))).toBe(true)
})

test('the counters tell the number of items exactly where they count what is asked for', async () => {
  await checkProperty(
    'count-of',
    fc.property(
      fc.uniqueArray(draft, { selector: (one) => one.path }),
      fc.array(fc.oneof(criteria, fc.constantFrom(...plainCriteria)), { minLength: 1 }),
      (drafts, all) => {
        const stored = drafts.map(itemOf)
        const totals = sumCounters([countItems(stored)])
        for (const wanted of all) {
          const known = countOf(totals, wanted)
          if (plainCriteria.includes(wanted)) expect(known).toBeDefined()
          if (known !== undefined)
            expect(known).toBe(stored.filter((item) => matchesItem(item, wanted)).length)
          if (stored.some((item) => matchesItem(item, wanted)))
            expect(mayHaveItems(countItems(stored), wanted)).toBe(true)
        }
      },
    ),
  )
})
