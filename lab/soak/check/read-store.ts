import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import * as shapes from './shapes.ts'

export interface Segment {
  readonly project: shapes.StoredProject
  readonly number: number
  readonly items: shapes.StoredItem[]
  readonly pages: shapes.StoredPage[]
  readonly counters: z.output<typeof shapes.counters>[]
  readonly labelers: z.output<typeof shapes.labeler>[]
}

/** The whole store, read from the file itself. */
export interface StoreContents {
  readonly documents: number
  /** What SQLite says of the file. */
  readonly integrity: readonly string[]
  /** Columns that do not say what the document says. */
  readonly columns: readonly string[]
  readonly projects: readonly shapes.StoredProject[]
  readonly segments: readonly Segment[]
  /** Documents of a kind that is known, in partitions that belong to nothing. */
  readonly strays: readonly string[]
  readonly operations: readonly z.output<typeof shapes.operation>[]
  readonly exports: readonly shapes.StoredExport[]
  readonly slots: readonly z.output<typeof shapes.exportSlots>[]
  readonly refreshes: readonly z.output<typeof shapes.refresh>[]
}

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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export const readStore = (dataDir: string): StoreContents => {
  const db = new DatabaseSync(fileIn(dataDir), { readOnly: true })
  try {
    const integrity = db
      .prepare('PRAGMA integrity_check')
      .all()
      .map((one) => textOf(one['integrity_check']))
    const columns: string[] = []
    const read = (table: string): { readonly part: string; readonly document: Record<string, unknown> }[] =>
      db
        .prepare(`SELECT * FROM ${table} ORDER BY part, id`)
        .all()
        .map((one) => {
          const found = row.parse(one)
          const document = body.parse(JSON.parse(found.body))
          columns.push(...columnProblems(found, document))
          return { part: found.part, document }
        })
    const workspace = read('workspace')
    const inItems = read('items')
    const ofKind = <T>(schema: z.ZodType<T>, kind: string): T[] =>
      workspace
        .filter(({ document }) => document['kind'] === kind)
        .map(({ document }) => schema.parse(document))
    const projects = ofKind(shapes.project, 'project')
    const segments = new Map<string, Segment>()
    for (const project of projects)
      for (let number = 0; number < project.segments; number += 1)
        segments.set(`${project.uid}:${number}`, {
          project,
          number,
          items: [],
          pages: [],
          counters: [],
          labelers: [],
        })
    const strays: string[] = []
    for (const { part, document } of inItems) {
      const segment = segments.get(part)
      if (!segment) strays.push(`${part} ${textOf(document['id'])}`)
      else if (document['kind'] === 'item') segment.items.push(shapes.item.parse(document))
      else if (document['kind'] === 'page') segment.pages.push(shapes.page.parse(document))
      else if (document['kind'] === 'counters') segment.counters.push(shapes.counters.parse(document))
      else if (document['kind'] === 'labeler') segment.labelers.push(shapes.labeler.parse(document))
    }
    return {
      documents: workspace.length + inItems.length,
      integrity,
      columns,
      projects,
      segments: [...segments.values()],
      strays,
      operations: ofKind(shapes.operation, 'operation'),
      exports: ofKind(shapes.exportRecord, 'export'),
      slots: ofKind(shapes.exportSlots, 'exportSlots'),
      refreshes: ofKind(shapes.refresh, 'refresh'),
    }
  } finally {
    db.close()
  }
}
