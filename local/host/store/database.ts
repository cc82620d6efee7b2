import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { explainFileError } from '../file-failure.ts'
import type { Log } from '../log.ts'
import { StartError } from '../start-error.ts'
import { checkContent, migrate } from './schema.ts'
import { sqliteFailure } from './failures.ts'
import type { SqliteFailure } from './failures.ts'
import { moveAside } from './move-aside.ts'

/** Another process has the state file open. */
export class StateInUseError extends StartError {
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

const sentences: Readonly<Record<Exclude<SqliteFailure, 'Busy' | 'Damaged'>, string>> = {
  Full: "can't be opened: the disk is full, or its quota is used up. Free disk space, then start again.",
  Unwritable:
    "can't be written. Give this user permission to write the file and its folder, or mount the disk writable.",
  Unreadable:
    "can't be opened. Give this user permission to read and write the file and its folder, and check the disk.",
}

const explain = (error: unknown, file: string): unknown => {
  const failure = sqliteFailure(error)
  if (failure === undefined || failure === 'Damaged') return error
  return failure === 'Busy'
    ? new StateInUseError(file)
    : new StartError(`The state file ${file} ${sentences[failure]}`, { cause: error })
}

const open = (file: string): DatabaseSync => {
  const sqlite = new DatabaseSync(file)
  try {
    // Exclusive locking before the first read: no second process can open the file while this one lives.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    sqlite.exec('BEGIN IMMEDIATE')
    migrate(sqlite, file)
    sqlite.exec('COMMIT')
    checkContent(sqlite)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/**
 * A damaged file is replaced by a new one: it holds running work only, which the app starts again from its own documents.
 */
const openOrReplace = (file: string, log: Log, now: () => number): DatabaseSync => {
  try {
    return open(file)
  } catch (error) {
    if (sqliteFailure(error) !== 'Damaged') throw error
    const aside = moveAside(file, now())
    log(
      'error',
      'Host.State',
      `The state file ${file} was damaged. It was moved to ${aside}, and a new one was made: long work that ran is started again.`,
      error,
    )
    return open(file)
  }
}

const troubles: Readonly<Record<SqliteFailure, string>> = {
  Full: "can't be written: the disk is full. Long work waits until there is room. Free disk space.",
  Damaged: 'is damaged. Long work waits. Restart: the file is moved aside, and its work is started again.',
  Busy: "can't be written: another process has it open. Long work waits until that one ends.",
  Unwritable: "can't be written. Long work waits. Give this user permission to write it.",
  Unreadable: "can't be read or written. Long work waits. Check the file and its disk.",
}

/** Reports when the file can't be written, and when it can be written again, once each. */
const createReport = (file: string, log: Log) => {
  let failing = false
  return (error: unknown): void => {
    const failure = sqliteFailure(error)
    if (error !== undefined && failure === undefined) return
    if ((failure !== undefined) === failing) return
    failing = failure !== undefined
    if (failure === undefined) log('warning', 'Host.State', `The state file ${file} can be written again.`)
    else log('error', 'Host.State', `The state file ${file} ${troubles[failure]}`, error)
  }
}

/**
 * Opens the state file for this process alone; a damaged one is moved aside.
 * @throws StateInUseError; StartError if the file can't be opened
 */
export const openDatabase = (file: string, log: Log, now: () => number = Date.now): Database => {
  let sqlite: DatabaseSync
  try {
    mkdirSync(dirname(file), { recursive: true })
    sqlite = openOrReplace(file, log, now)
  } catch (error) {
    const sentence = explainFileError(error, file)
    throw sentence === undefined ? explain(error, file) : new StartError(sentence, { cause: error })
  }
  const begin = sqlite.prepare('BEGIN IMMEDIATE')
  const commit = sqlite.prepare('COMMIT')
  const rollback = sqlite.prepare('ROLLBACK')
  const report = createReport(file, log)
  return {
    sqlite,
    transaction: (work) => {
      try {
        begin.run()
        const result = work()
        commit.run()
        report(undefined)
        return result
      } catch (error) {
        // SQLite ends a transaction itself when the disk is full.
        if (sqlite.isTransaction) rollback.run()
        report(error)
        throw error
      }
    },
    close: () => sqlite.close(),
  }
}
