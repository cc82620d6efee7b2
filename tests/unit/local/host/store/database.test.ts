import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openDatabase, StateInUseError } from '../../../../../local/host/store/database.ts'
import type { Database } from '../../../../../local/host/store/database.ts'

let folder: string
let file: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-store-'))
  file = join(folder, 'deep', 'state.db')
  database = openDatabase(file, () => {})
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const schedules = () => database.sqlite.prepare('SELECT name FROM schedules').all()
const add = (name: string) => database.sqlite.exec(`INSERT INTO schedules VALUES ('${name}', '{}')`)

const lines: string[] = []
const log = (level: string, _category: string, message: string) => lines.push(`${level}: ${message}`)
beforeEach(() => {
  lines.length = 0
})

describe('openDatabase', () => {
  test('opens a file for one process', () => {
    expect(() => openDatabase(file, () => {})).toThrow(StateInUseError)
  })

  test('undoes a transaction that throws', () => {
    const work = () => {
      add('t')
      throw new Error('stop')
    }
    expect(() => database.transaction(work)).toThrow('stop')
    expect(schedules()).toEqual([])
  })

  test('keeps what was committed', () => {
    database.transaction(() => add('t'))
    database.close()
    database = openDatabase(file, () => {})
    expect(schedules()).toEqual([{ name: 't' }])
  })

  test('refuses a file of another version', () => {
    const other = join(folder, 'other.db')
    const sqlite = new DatabaseSync(other)
    sqlite.exec('PRAGMA user_version = 2')
    sqlite.close()
    expect(() => openDatabase(other, () => {})).toThrow(/written by another version of this host \(2\)/)
  })
})

describe('a full disk', () => {
  const fill = (one: Database) =>
    one.transaction(() =>
      one.sqlite.exec(`INSERT INTO schedules VALUES ('big${Math.random()}', '${'x'.repeat(20_000)}')`),
    )
  const refuse = (one: Database) => expect(() => fill(one)).toThrow(/full/)

  test('undoes the transaction, goes on reading, writes again when there is room, and says both once', () => {
    const one = openDatabase(join(folder, 'full.db'), log)
    one.sqlite.exec(`INSERT INTO schedules VALUES ('t', '{}')`)
    one.sqlite.exec('PRAGMA max_page_count = 1')
    for (let n = 0; n < 3; n += 1) refuse(one)
    expect(one.sqlite.prepare('SELECT name FROM schedules').all()).toEqual([{ name: 't' }])
    expect(one.sqlite.isTransaction).toBe(false)
    one.sqlite.exec('PRAGMA max_page_count = 100000')
    for (let n = 0; n < 2; n += 1) fill(one)
    expect(lines).toEqual([
      expect.stringMatching(/^error: .*full\.db can't be written: the disk is full\..*Free disk space/),
      expect.stringMatching(/^warning: .*full\.db can be written again\./),
    ])
    one.close()
  })

  test('does not prevent the opening of a file that has its tables', () => {
    const path = join(folder, 'present.db')
    openDatabase(path, log).close()
    const before = readFileSync(path)
    openDatabase(path, log).close()
    expect(readFileSync(path)).toEqual(before)
  })
})

describe('a damaged file', () => {
  const grown = (path: string) => {
    const one = openDatabase(path, log)
    for (let n = 0; n < 200; n += 1)
      one.sqlite.exec(`INSERT INTO schedules VALUES ('t${n}', '${'x'.repeat(500)}')`)
    one.close()
  }
  const overwrite = (path: string) => {
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 8192, bytes.length)
    writeFileSync(path, bytes)
  }
  const otherTables = (path: string) => {
    rmSync(path)
    const sqlite = new DatabaseSync(path)
    sqlite.exec('CREATE TABLE instances (id TEXT); PRAGMA user_version = 1')
    sqlite.close()
  }
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['text in its place', (path) => writeFileSync(path, 'this was a database')],
    [
      'cut in the middle',
      (path) => truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096),
    ],
    ['pages overwritten', overwrite],
    ['other tables', otherTables],
  ]

  test.each(damages)('%s: it is moved aside, and a new one is made', (_, damage) => {
    const path = join(folder, 'host.db')
    grown(path)
    damage(path)
    const content = readFileSync(path)
    const one = openDatabase(path, log, () => Date.UTC(2026, 0, 2))
    expect(one.sqlite.prepare('SELECT count(*) AS n FROM schedules').get()).toEqual({ n: 0 })
    one.close()
    const aside = 'host.db.damaged-2026-01-02T00-00-00-000Z'
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`host\\.db was damaged\\. It was moved to .*${aside}`)),
    ])
    // Opening may change SQLite's header, which is not content.
    expect(readFileSync(join(folder, aside)).subarray(100).equals(content.subarray(100))).toBe(true)
    // A second one does not replace the first.
    damage(path)
    openDatabase(path, log, () => Date.UTC(2026, 0, 2)).close()
    expect(readdirSync(folder).filter((name) => name.startsWith(aside))).toEqual([aside, `${aside}-2`])
  })

  test('an empty file is a new one', () => {
    const path = join(folder, 'empty.db')
    writeFileSync(path, '')
    openDatabase(path, log).close()
    expect(lines).toEqual([])
  })

  test('a folder in its place is named, and stays', () => {
    expect(() => openDatabase(folder, log)).toThrow(/The state file .* can't be opened/)
  })
})
