import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { toSqliteQuery } from '../../../../src/adapters/sqlite/to-sqlite-query.ts'
import type { Clause, ContainerName, Query } from '../../../../src/domain/ports/store.ts'
import { openTestStore } from './test-store.ts'
import type { TestStore } from './test-store.ts'

const eq = (field: string, value: string | boolean): Clause => ({ field, op: 'eq', value })
const itemKind = eq('kind', 'item')
const state = eq('state', 'labeled')
const labeledBy = eq('labeledBy', 'eve')
const contains: Clause = { field: 'classes', op: 'contains', value: 'c1' }
const query = (where: readonly Clause[], orderBy: string): Query => ({ where, orderBy, limit: 10 })
const from = (field: string, value: string | number): Clause => ({ field, op: 'gte', value })
const to = (field: string, value: string | number): Clause => ({ field, op: 'lt', value })

const shapes: readonly (readonly [string, ContainerName, Query, string])[] = [
  [
    'live pages',
    'items',
    query([eq('kind', 'page'), { field: 'leaseUntil', op: 'gt', value: 5 }], 'leaseUntil'),
    'items_leaseUntil (part=? AND f_leaseUntil>?)',
  ],
  [
    'open items',
    'items',
    query([from('queue', 0), to('queue', 1)], 'queue'),
    'items_queue (part=? AND f_queue>? AND f_queue<?)',
  ],
  ['items', 'items', query([itemKind], 'id'), 'items_kind_id (part=? AND kind=?'],
  [
    'by state',
    'items',
    query([itemKind, state], 'id'),
    'items_kind_state_id (part=? AND kind=? AND f_state=?',
  ],
  ['by labeler', 'items', query([itemKind, labeledBy], 'id'), 'items_kind_id (part=? AND kind=?'],
  ['by class', 'items', query([itemKind, contains], 'id'), 'items_kind_id (part=? AND kind=?'],
  [
    'by all three',
    'items',
    query([itemKind, state, labeledBy, contains], 'id'),
    'items_kind_state_id (part=? AND kind=? AND f_state=?',
  ],
  [
    'by path',
    'items',
    query([itemKind, from('path', 'a'), to('path', 'b')], 'path'),
    'items_path (part=? AND f_path>? AND f_path<?)',
  ],
  [
    'without a header',
    'items',
    query([eq('headerPending', true)], 'id'),
    'items_headerPending_id (part=? AND f_headerPending=?',
  ],
  ['documents', 'workspace', query([eq('kind', 'run')], 'id'), 'workspace_kind_id (part=? AND kind=?'],
  [
    'open runs',
    'workspace',
    query([eq('kind', 'run'), eq('open', true)], 'startedAt'),
    'workspace_kind_open_startedAt (part=? AND kind=? AND f_open=?',
  ],
  [
    'runs',
    'workspace',
    query([eq('kind', 'run')], 'startedAt'),
    'workspace_kind_startedAt (part=? AND kind=?',
  ],
  ...(['items', 'workspace'] as const).map(
    (container) =>
      [
        `what was audited in ${container}`,
        container,
        query(
          [eq('kind', 'audit'), { field: 'id', op: 'gt', value: 'audit:p:1' }, to('id', 'audit:p:~')],
          'id',
        ),
        `${container}_kind_id (part=? AND kind=? AND id>? AND id<?)`,
      ] as const,
  ),
  ['versions', 'workspace', query([eq('kind', 'v')], 'version'), 'workspace_kind_version (part=? AND kind=?'],
]

let opened: TestStore
let db: DatabaseSync
beforeAll(() => {
  opened = openTestStore()
  db = new DatabaseSync(opened.file)
})
afterAll(() => {
  db.close()
  opened.discard()
})

const planOf = (container: ContainerName, query: Query, later: boolean): string => {
  const value = query.orderBy === 'path' ? 'a' : 1
  const { text, values } = toSqliteQuery(container, 'p', query, later ? { value, id: 'a' } : undefined, 0)
  const rows = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values)
  return rows.map(({ detail }) => String(detail)).join('\n')
}

it.each(shapes)('%s: one index gives the documents in their order', (_name, container, query, index) => {
  for (const descending of [false, true]) {
    const plan = planOf(container, { ...query, descending }, false)
    expect(plan).toContain(`SEARCH ${container} USING INDEX ${index}`)
    expect(plan).not.toMatch(/TEMP B-TREE|^SCAN (items|workspace)/m)
  }
})

it.each(shapes)('%s: a later page starts where the one before ended', (_name, container, query) => {
  for (const descending of [false, true]) {
    const plan = planOf(container, { ...query, descending }, true)
    const beyond = descending ? '<' : '>'
    const position = query.orderBy === 'id' ? `id${beyond}?` : `(f_${query.orderBy},id)${beyond}(?,?)`
    expect(plan).toContain(position)
    expect(plan).not.toMatch(/TEMP B-TREE|^SCAN (items|workspace)/m)
  }
})
