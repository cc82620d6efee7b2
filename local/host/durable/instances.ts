import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { integer, nullableText, type Row, text } from '../store/rows.ts'

const statuses = z.enum(['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated'])
export type Status = z.infer<typeof statuses>

const parentShape = z.object({
  name: z.string(),
  instance: z.string(),
  execution: z.string(),
  task: z.number(),
})
type Parent = z.infer<typeof parentShape>

/** One orchestration; `input`, `output` and `customStatus` are JSON texts, times are milliseconds since 1970. */
export interface Instance {
  id: string
  execution: string
  name: string
  version: string
  status: Status
  input: string | null
  output: string | null
  customStatus: string | null
  created: number
  updated: number
  parent: Parent | null
}

export interface InstanceFilter {
  createdFrom?: number
  createdTo?: number
  statuses?: readonly string[]
  idPrefix?: string
  /** Continue after this instance. */
  after?: { created: number; id: string }
  limit: number
}

export const isFinal = (status: Status): boolean =>
  status === 'Completed' || status === 'Failed' || status === 'Terminated'

const fromRow = (row: Row): Instance => {
  const parent = nullableText(row, 'parent')
  return {
    id: text(row, 'id'),
    execution: text(row, 'execution'),
    name: text(row, 'name'),
    version: text(row, 'version'),
    status: statuses.parse(row['status']),
    input: nullableText(row, 'input'),
    output: nullableText(row, 'output'),
    customStatus: nullableText(row, 'custom_status'),
    created: integer(row, 'created'),
    updated: integer(row, 'updated'),
    parent: parent === null ? null : parentShape.parse(JSON.parse(parent)),
  }
}

export function readInstance(sqlite: DatabaseSync): (id: string) => Instance | undefined {
  const select = sqlite.prepare('SELECT * FROM instances WHERE id = ?')
  return (id) => {
    const row = select.get(id)
    return row === undefined ? undefined : fromRow(row)
  }
}

export function insertInstance(sqlite: DatabaseSync): (instance: Instance) => void {
  const insert = sqlite.prepare(
    `INSERT INTO instances (id, execution, name, version, status, input, output, custom_status, created, updated, parent)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return ({
    id,
    execution,
    name,
    version,
    status,
    input,
    output,
    customStatus,
    created,
    updated,
    parent,
  }) => {
    const parentText = parent === null ? null : JSON.stringify(parent)
    insert.run(
      id,
      execution,
      name,
      version,
      status,
      input,
      output,
      customStatus,
      created,
      updated,
      parentText,
    )
  }
}

export function deleteInstance(sqlite: DatabaseSync): (id: string) => void {
  const statements = [
    sqlite.prepare('DELETE FROM instances WHERE id = ?'),
    ...['history', 'inbox', 'activities', 'timers'].map((table) =>
      sqlite.prepare(`DELETE FROM ${table} WHERE instance = ?`),
    ),
  ]
  return (id) => {
    for (const statement of statements) statement.run(id)
  }
}

/** Instances by creation time, oldest first. */
export function listInstances(sqlite: DatabaseSync): (filter: InstanceFilter) => Instance[] {
  const select = sqlite.prepare(
    `SELECT * FROM instances
     WHERE created >= :from AND created <= :to AND (created, id) > (:afterCreated, :afterId)
       AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))
       AND substr(id, 1, length(:prefix)) = :prefix
     ORDER BY created, id LIMIT :limit`,
  )
  return ({ createdFrom, createdTo, statuses: wanted, idPrefix, after, limit }) =>
    select
      .all({
        from: createdFrom ?? 0,
        to: createdTo ?? Number.MAX_SAFE_INTEGER,
        afterCreated: after?.created ?? -1,
        afterId: after?.id ?? '',
        statuses: JSON.stringify(wanted ?? []),
        prefix: idPrefix ?? '',
        limit,
      })
      .map(fromRow)
}
