import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { createGroupCommit } from '../../../../src/adapters/sqlite/group-commit.ts'
import type { GroupCommit } from '../../../../src/adapters/sqlite/group-commit.ts'
import { createStatements } from '../../../../src/adapters/sqlite/statements.ts'
import type { BatchResult } from '../../../../src/domain/ports/store.ts'

const done: BatchResult = { ok: true, etags: [] }

let db: DatabaseSync
let group: GroupCommit
let commits: number
/** What the group was asked to do at its end. */
let tidy: () => void

beforeEach(() => {
  db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY); CREATE TABLE parent (n INTEGER PRIMARY KEY)')
  db.exec('CREATE TABLE child (n REFERENCES parent (n) DEFERRABLE INITIALLY DEFERRED)')
  commits = 0
  tidy = () => {
    commits += 1
  }
  group = createGroupCommit(db, createStatements(db), () => tidy(), {
    failed: (error) => error,
    wrote: () => undefined,
  })
})
afterEach(() => db.close())

const insert = async (n: number, result: BatchResult = done) =>
  group.submit(() => {
    db.exec(`INSERT INTO t VALUES (${n})`)
    return result
  })
const rows = () =>
  db
    .prepare('SELECT n FROM t ORDER BY n')
    .all()
    .map((row) => row['n'])

it('commits what comes in one turn of the event loop once', async () => {
  await Promise.all(Array.from({ length: 63 }, async (_, n) => insert(n)))
  expect(commits).toBe(1)
  expect(rows()).toHaveLength(63)
  await insert(100)
  expect(commits).toBe(2)
})

it('does not wait for more than 64', async () => {
  const all = Array.from({ length: 130 }, async (_, n) => insert(n))
  expect(commits).toBe(2)
  expect(rows()).toHaveLength(128)
  await Promise.all(all)
  expect(commits).toBe(3)
  expect(rows()).toHaveLength(130)
})

it('undoes one that cannot be done, or throws, and only that', async () => {
  const failure: BatchResult = { ok: false, index: 0, failure: 'NotFound' }
  const outcomes = await Promise.allSettled([insert(1), insert(2, failure), insert(1), insert(4)])
  expect(outcomes).toMatchObject([
    { value: done },
    { value: failure },
    { reason: { errstr: 'constraint failed' } },
    { value: done },
  ])
  expect(rows()).toEqual([1, 4])
  expect(db.isTransaction).toBe(false)
})

it('rejects all of them when the commit fails', async () => {
  const orphan = group.submit(() => {
    db.exec('PRAGMA foreign_keys = ON; INSERT INTO child VALUES (7)')
    return done
  })
  const outcomes = await Promise.allSettled([insert(1), orphan, insert(2)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(rows()).toEqual([])
  expect(await insert(3)).toEqual(done)
})

it('does each alone when tidying up breaks the transaction', async () => {
  tidy = () => {
    db.exec('ROLLBACK')
    throw new Error('The disk is full')
  }
  expect(await Promise.all([insert(1), insert(2)])).toEqual([done, done])
  expect(rows()).toEqual([1, 2])
})
