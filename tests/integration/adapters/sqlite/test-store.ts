import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'
import type { SqliteOptions, SqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'

export interface TestStore {
  readonly store: SqliteStore
  readonly file: string
  readonly advance: (ms: number) => void
  /** Closes the store and deletes its file. */
  readonly discard: () => void
}

/** A store on a file of its own, with a clock that only `advance` moves. */
export const openTestStore = (more: Pick<SqliteOptions, 'maxPages' | 'busyTimeout'> = {}): TestStore => {
  const folder = mkdtempSync(join(tmpdir(), 'etiquette-store-'))
  const file = join(folder, 'store.db')
  let clock = 1_000_000
  const store = openSqliteStore({ file, now: () => clock, ...more })
  return {
    store,
    file,
    advance: (ms) => {
      clock += ms
    },
    discard: () => {
      store.close()
      rmSync(folder, { recursive: true })
    },
  }
}
