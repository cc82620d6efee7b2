import { mkdtempSync, rmSync } from 'node:fs'
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
  database = openDatabase(file)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const schedules = () => database.sqlite.prepare('SELECT name FROM schedules').all()
const add = (name: string) => database.sqlite.exec(`INSERT INTO schedules VALUES ('${name}', '{}')`)

describe('openDatabase', () => {
  test('opens a file for one process', () => {
    expect(() => openDatabase(file)).toThrow(StateInUseError)
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
    database = openDatabase(file)
    expect(schedules()).toEqual([{ name: 't' }])
  })

  test('refuses a file of another version', () => {
    const other = join(folder, 'other.db')
    const sqlite = new DatabaseSync(other)
    sqlite.exec('PRAGMA user_version = 2')
    sqlite.close()
    expect(() => openDatabase(other)).toThrow(/written by another version of this host \(2\)/)
  })
})
