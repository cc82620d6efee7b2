import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Prepares and caches a statement by its SQL text. The number of texts is small, because texts contain no values. */
export type Statements = (sql: string) => StatementSync

export const createStatements = (db: DatabaseSync): Statements => {
  const prepared = new Map<string, StatementSync>()
  return (sql) => {
    const cached = prepared.get(sql)
    if (cached) return cached
    const statement = db.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
}
