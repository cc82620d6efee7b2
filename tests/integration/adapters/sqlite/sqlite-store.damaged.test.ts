import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openSqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'

const page = 4096
let folder: string
let file: string
const open = () => openSqliteStore({ file, now: () => 0 })
const documents = Array.from({ length: 90 }, (_, n) => ({
  type: 'create' as const,
  document: { id: `i${n}`, kind: 'item', text: 'x'.repeat(3000) },
}))

/** Through SQLite's own file, so that nothing of it is cached in the store. */
const overwrite = (from: number, to: number): void => {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(to - from, 0xa5), 0, to - from, from)
  closeSync(descriptor)
}

/** A write of another process: the store drops the pages that it has read. */
const dropCache = (): void => {
  const other = new DatabaseSync(file)
  other.exec('PRAGMA user_version = 7')
  other.close()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-store-'))
  file = join(folder, 'etiquette.db')
  const store = open()
  await store.batch('items', 'p', documents)
  store.close()
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a file that is damaged before the start', () => {
  it.each<readonly [string, () => void]>([
    ['text in its place', () => writeFileSync(file, 'this was a database '.repeat(300))],
    ['cut in the middle', () => truncateSync(file, Math.floor(statSync(file).size / 2 / page) * page)],
    ['cut within a page', () => truncateSync(file, 3 * page + 100)],
    ['its header overwritten', () => overwrite(0, 100)],
    ['pages of documents overwritten', () => overwrite(20 * page, 30 * page)],
    ['its last page overwritten', () => overwrite(statSync(file).size - page, statSync(file).size)],
  ])('%s: the start names the file and the way out, and changes nothing', (_, damage) => {
    damage()
    const before = readFileSync(file)
    expect(open).toThrow(
      expect.objectContaining({
        name: 'StartError',
        message: expect.stringMatching(/etiquette\.db is damaged\. .*restore the data folder from a backup/),
      }),
    )
    // The first 100 bytes are SQLite's header, in which opening may note the journal mode.
    expect(readFileSync(file).subarray(100).equals(before.subarray(100))).toBe(true)
  })

  it('a folder in its place is named', () => {
    rmSync(file)
    file = folder
    expect(open).toThrow(
      expect.objectContaining({ name: 'StartError', message: expect.stringContaining(folder) }),
    )
  })

  it('an empty file is a new workspace', async () => {
    rmSync(file)
    writeFileSync(file, '')
    const store = open()
    expect(await store.read('items', 'p', 'i1')).toBeUndefined()
    store.close()
  })
})

describe('a file that is damaged while it is open', () => {
  it('is told by each request that meets the damage, and by the health of the store from then on', async () => {
    const store = open()
    await store.ping()
    dropCache()
    overwrite(10 * page, statSync(file).size)
    const ids = documents.map(({ document }) => document.id)
    await expect(store.readMany('items', 'p', ids)).rejects.toMatchObject({
      code: 'StorageDamaged',
      message: expect.stringMatching(/^The database file etiquette\.db is damaged\. Ask an operator/),
    })
    await expect(store.ping()).rejects.toMatchObject({ code: 'StorageDamaged' })
    store.close()
  })

  it('is told by a write, too', async () => {
    const store = open()
    dropCache()
    overwrite(2 * page, statSync(file).size)
    const write = store.batch('items', 'p', [{ type: 'create', document: { id: 'new', kind: 'item' } }])
    await expect(write).rejects.toMatchObject({ code: 'StorageDamaged' })
    await expect(store.ping()).rejects.toMatchObject({ code: 'StorageDamaged' })
    store.close()
  })
})

describe('a full disk', () => {
  it('is told by the health of the store until there is room', async () => {
    const store = openSqliteStore({ file, now: () => 0, maxPages: Math.ceil(statSync(file).size / page) })
    const write = (id: string) =>
      store.batch('items', 'p', [
        { type: 'create', document: { id, kind: 'item', text: 'x'.repeat(500_000) } },
      ])
    await expect(write('a')).rejects.toMatchObject({ code: 'StorageFull' })
    // The limit is on pages, so the small write of a check has room.
    await store.ping()
    await expect(write('b')).rejects.toMatchObject({ code: 'StorageFull' })
    store.close()
  })

  it('a lock of another process is not taken for damage', () => {
    const other = new DatabaseSync(file)
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    expect(() => openSqliteStore({ file, now: () => 0, busyTimeout: 1 })).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/in use by another process/) }),
    )
    other.close()
  })
})
