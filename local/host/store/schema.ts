import type { DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/**
 * Files of earlier versions hold the same tables. `version`, `custom_status` and `parent` belong to features that this
 * host no longer has: it writes '' and NULL.
 */
const schema = `
CREATE TABLE IF NOT EXISTS schedules (name TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS instances (
  id TEXT PRIMARY KEY, execution TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, status TEXT NOT NULL,
  input TEXT, output TEXT, custom_status TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL, parent TEXT) STRICT;
CREATE INDEX IF NOT EXISTS instances_status ON instances (status, updated);
CREATE TABLE IF NOT EXISTS history (
  instance TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (instance, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, execution TEXT, event TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS inbox_instance ON inbox (instance, seq);
CREATE TABLE IF NOT EXISTS activities (
  instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL, name TEXT NOT NULL, payload TEXT,
  PRIMARY KEY (instance, execution, task)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS timers (
  instance TEXT NOT NULL, execution TEXT NOT NULL, task INTEGER NOT NULL, fire_at INTEGER NOT NULL,
  PRIMARY KEY (instance, execution, task)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS timers_fire_at ON timers (fire_at);
`
const schemaVersion = 1

/** Above this size the check of all pages would delay the start; SQLite still checks each page that it reads. */
const checkedBytes = 128 * 2 ** 20

const pragma = (sqlite: DatabaseSync, name: string): unknown => {
  const row = sqlite.prepare(`PRAGMA ${name}`).get()
  return row && Object.values(row)[0]
}

const damaged = (detail: string): Error =>
  Object.assign(new Error(`database disk image is malformed: ${detail}`), { errcode: 11 })

const explainSchemaError = (error: unknown): unknown =>
  /no such (?:column|table)/.test(String(error)) ? damaged(String(error)) : error

/** Creates the tables of a new file. A file that has them is not written, so that a full disk does not prevent the start. */
export const migrate = (sqlite: DatabaseSync, file: string): void => {
  const version = Number(pragma(sqlite, 'user_version'))
  if (version === schemaVersion) return
  if (version !== 0)
    throw new StartError(
      `The state file ${file} was written by another version of this host (${version}): run that version, or delete the file and with it what was running.`,
    )
  try {
    sqlite.exec(schema)
  } catch (error) {
    // Tables of these names with other columns.
    throw explainSchemaError(error)
  }
  sqlite.exec(`PRAGMA user_version = ${schemaVersion}`)
}

const columns = {
  schedules: 'name, status',
  instances: 'id, execution, name, version, status, input, output, custom_status, created, updated, parent',
  history: 'instance, seq, event',
  inbox: 'seq, instance, execution, event',
  activities: 'instance, execution, task, name, payload',
  timers: 'instance, execution, task, fire_at',
} as const

/** @throws Error of the kind `Damaged` if a page of the file is damaged, or if it has other tables */
export const checkContent = (sqlite: DatabaseSync): void => {
  for (const [table, names] of Object.entries(columns)) {
    try {
      sqlite.prepare(`SELECT ${names} FROM ${table} LIMIT 0`)
    } catch (error) {
      throw explainSchemaError(error)
    }
  }
  const bytes = Number(pragma(sqlite, 'page_count')) * Number(pragma(sqlite, 'page_size'))
  if (bytes > checkedBytes) return
  const verdict = pragma(sqlite, 'quick_check(1)')
  if (verdict !== 'ok') throw damaged(String(verdict))
}
