import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { integer, nullableText, text } from '../store/rows.ts'
import type { Row } from '../store/rows.ts'
import { UnsupportedError } from './protocol.ts'

const statuses = ['Pending', 'Running', 'Completed', 'Failed', 'Terminated'] as const
export type Status = (typeof statuses)[number]

/** One orchestration; `input` and `output` are JSON texts, times are milliseconds since 1970. */
export interface Instance {
  readonly id: string
  /** Changes with `continueAsNew`. */
  readonly execution: string
  readonly name: string
  readonly status: Status
  readonly input: string | null
  readonly output: string | null
  /** The creation of the present execution. */
  readonly created: number
  readonly updated: number
}

export const newExecutionId = (): string => randomUUID().replaceAll('-', '')

export const isFinal = (status: Status): boolean => status !== 'Pending' && status !== 'Running'

const statusOf = (row: Row): Status => {
  const found = statuses.find((status) => status === row['status'])
  if (found === undefined) throw new UnsupportedError(`The stored status "${text(row, 'status')}"`)
  return found
}

const fromRow = (row: Row): Instance => ({
  id: text(row, 'id'),
  execution: text(row, 'execution'),
  name: text(row, 'name'),
  status: statusOf(row),
  input: nullableText(row, 'input'),
  output: nullableText(row, 'output'),
  created: integer(row, 'created'),
  updated: integer(row, 'updated'),
})

export interface InstanceTable {
  readonly read: (id: string) => Instance | undefined
  readonly insert: (instance: Instance) => void
  readonly update: (instance: Instance) => void
  /** Removes an instance with all that belongs to it. */
  readonly remove: (id: string) => void
}

const openReads = (sqlite: DatabaseSync): InstanceTable['read'] => {
  const select = sqlite.prepare('SELECT * FROM instances WHERE id = ?')
  return (id) => {
    const row = select.get(id)
    return row && fromRow(row)
  }
}

export const openInstances = (sqlite: DatabaseSync): InstanceTable => {
  const insert = sqlite.prepare(
    `INSERT INTO instances (id, execution, name, version, status, input, output, created, updated)
     VALUES (?, ?, ?, '', ?, ?, ?, ?, ?)`,
  )
  const update = sqlite.prepare(
    'UPDATE instances SET execution = ?, status = ?, input = ?, output = ?, created = ?, updated = ? WHERE id = ?',
  )
  const removals = [
    'DELETE FROM instances WHERE id = ?',
    ...['history', 'inbox', 'activities', 'timers'].map((table) => `DELETE FROM ${table} WHERE instance = ?`),
  ].map((sql) => sqlite.prepare(sql))
  return {
    read: openReads(sqlite),
    insert: ({ id, execution, name, status, input, output, created, updated }) => {
      insert.run(id, execution, name, status, input, output, created, updated)
    },
    update: ({ id, execution, status, input, output, created, updated }) => {
      update.run(execution, status, input, output, created, updated, id)
    },
    remove: (id) => removals.forEach((statement) => statement.run(id)),
  }
}
