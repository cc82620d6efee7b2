import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process has the state file open. */
export class StateInUseError extends Error {
  override readonly name = 'StateInUseError'

  constructor(file: string) {
    super(`The state file ${file} is in use by another host. Stop that one first, or use another file.`)
  }
}

export interface Database {
  readonly sqlite: DatabaseSync
  /** Runs `work` in one transaction: all of it is kept, or nothing if it throws. */
  readonly transaction: <T>(work: () => T) => T
  readonly close: () => void
}

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

/** SQLite's primary result code, which extended ones hold in their low byte. */
const busy = 5

const isBusy = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === busy

const migrate = (sqlite: DatabaseSync, file: string): void => {
  const version = Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version !== 0 && version !== schemaVersion)
    throw new Error(
      `The state file ${file} was written by another version of this host (${version}): run that version, or delete the file and with it what was running.`,
    )
  sqlite.exec(schema)
  sqlite.exec(`PRAGMA user_version = ${schemaVersion}`)
}

const open = (file: string): DatabaseSync => {
  const sqlite = new DatabaseSync(file)
  try {
    // Exclusive locking before the first read: no second process can open the file while this one lives.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    sqlite.exec('BEGIN IMMEDIATE')
    migrate(sqlite, file)
    sqlite.exec('COMMIT')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw isBusy(error) ? new StateInUseError(file) : error
  }
}

/** Opens the state file for this process alone. @throws StateInUseError */
export const openDatabase = (file: string): Database => {
  mkdirSync(dirname(file), { recursive: true })
  const sqlite = open(file)
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const commit = sqlite.prepare('COMMIT')
  const rollback = sqlite.prepare('ROLLBACK')
  return {
    sqlite,
    transaction: (work) => {
      begin.run()
      try {
        const result = work()
        commit.run()
        return result
      } catch (error) {
        rollback.run()
        throw error
      }
    },
    close: () => sqlite.close(),
  }
}
