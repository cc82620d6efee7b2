import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** A prepared statement for a text; the same one for the same text. The texts are few: they hold no values. */
export type Statements = (sql: string) => StatementSync

export const createStatements = (db: DatabaseSync): Statements => {
  const prepared = new Map<string, StatementSync>()
  return (sql) => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
}
