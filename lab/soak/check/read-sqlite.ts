import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { RawStore } from './read-store.ts'

const body = z.record(z.string(), z.unknown())
const row = z.looseObject({ part: z.string(), id: z.string(), kind: z.string(), body: z.string() })
type Row = z.output<typeof row>

const fileIn = (dataDir: string): string => join(dataDir, 'etiquette.db')

/** Runs while the service does, too: a reader of a SQLite file in WAL mode disturbs no writer. */
export const countOpenWork = (dataDir: string): number => {
  const db = new DatabaseSync(fileIn(dataDir), { readOnly: true, timeout: 5000 })
  try {
    const found = db
      .prepare(`SELECT count(*) AS n FROM workspace WHERE kind = 'operation' AND f_open = 1`)
      .get()
    return z.object({ n: z.number() }).parse(found).n
  } finally {
    db.close()
  }
}

const indexed = (value: unknown): unknown => {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** An index that says something else than the document: a query would find what is not there, or miss what is. */
const columnProblems = (found: Row, document: Record<string, unknown>): string[] => [
  ...(document['id'] === found.id && document['kind'] === found.kind
    ? []
    : [`${found.part} ${found.id}: the document calls itself ${String(document['id'])}`]),
  ...Object.entries(found)
    .filter(([name, value]) => name.startsWith('f_') && value !== indexed(document[name.slice(2)]))
    .map(([name]) => `${found.part} ${found.id}: the index of ${name.slice(2)} is not what it is`),
]

const integrityLine = z.object({ integrity_check: z.string() })

/** The embedded engine's documents, from its file. */
export const readSqlite = (dataDir: string): RawStore => {
  const db = new DatabaseSync(fileIn(dataDir), { readOnly: true })
  try {
    const columns: string[] = []
    const read = (table: string): RawStore['items'] =>
      db
        .prepare(`SELECT * FROM ${table} ORDER BY part, id`)
        .all()
        .map((one) => {
          const found = row.parse(one)
          const document = body.parse(JSON.parse(found.body))
          columns.push(...columnProblems(found, document))
          return { partition: found.part, document }
        })
    const integrity = db.prepare('PRAGMA integrity_check').all()
    return {
      integrity: integrity.map((one) => integrityLine.parse(one).integrity_check),
      workspace: read('workspace'),
      items: read('items'),
      columns,
    }
  } finally {
    db.close()
  }
}
