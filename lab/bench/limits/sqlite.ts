import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { secondsSince } from '../timings.ts'

const transactionBytes = 10_000
const documents = 10
const seconds = 2

/** Commits a second of ten documents, 10 KB together, with the settings of the store: each is on disk before the next. */
export const measureSqlite = (folder: string): number => {
  const db = new DatabaseSync(join(folder, 'limit.db'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32000')
  db.exec('CREATE TABLE documents (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const insert = db.prepare('INSERT INTO documents (body) VALUES (?)')
  const body = 'x'.repeat(transactionBytes / documents)
  const began = performance.now()
  let commits = 0
  while (secondsSince(began) < seconds) {
    begin.run()
    for (let index = 0; index < documents; index += 1) insert.run(body)
    commit.run()
    commits += 1
  }
  const rate = commits / secondsSince(began)
  db.close()
  return rate
}
