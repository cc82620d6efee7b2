import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { classId, userId } from '../../../../../src/domain/core/ids.ts'
import {
  clausesOf,
  listQueryOf,
  matchesItem,
  matchesMarks,
  type ItemCriteria,
} from '../../../../../src/domain/model/items/item-filter.ts'
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
})

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
