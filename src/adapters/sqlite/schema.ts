import type { DatabaseSync } from 'node:sqlite'
import { containers } from '../../domain/model/kinds.ts'
import type { ContainerName } from '../../domain/ports/store.ts'
import { columnName, columnsOf } from './columns.ts'
import type { Column } from './columns.ts'
import { textOf } from './rows.ts'

export const containerNames: readonly ContainerName[] = ['workspace', 'items']

export const indexName = (container: ContainerName, index: readonly string[]): string =>
  `"${[container, ...index].join('_')}"`

const namesIn = (db: DatabaseSync, sql: string, container: ContainerName): ReadonlySet<string> =>
  new Set(
    db
      .prepare(sql)
      .all(container)
      .map((row) => `"${textOf(row, 'name')}"`),
  )

/** Adds the column of a new field to an existing file, with the values from the documents. */
const addColumn = (
  db: DatabaseSync,
  container: ContainerName,
  { name, field, affinity, jsonTypes }: Column,
) => {
  const types = jsonTypes.map((type) => `'${type}'`).join(', ')
  db.exec(`ALTER TABLE ${container} ADD COLUMN ${name} ${affinity}`)
  db.exec(
    `UPDATE ${container} SET ${name} = body ->> '$."${field}"' WHERE json_type(body, '$."${field}"') IN (${types})`,
  )
}

const createIndex = (db: DatabaseSync, container: ContainerName, index: readonly string[]): void => {
  const keys = ['part', ...index.map(columnName), ...(index.includes('id') ? [] : ['id'])].join(', ')
  const present = index
    .filter((field) => field !== 'id' && field !== 'kind')
    .map((field) => `${columnName(field)} IS NOT NULL`)
  const where = present.length === 0 ? '' : `WHERE ${present.join(' AND ')}`
  db.exec(`CREATE INDEX IF NOT EXISTS ${indexName(container, index)} ON ${container} (${keys}) ${where}`)
}

const migrateContainer = (db: DatabaseSync, container: ContainerName): void => {
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${container} (
      part TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, etag TEXT NOT NULL, expires REAL, body TEXT NOT NULL,
      PRIMARY KEY (part, id)
    ) STRICT`,
  )
  const existingColumns = namesIn(db, 'SELECT name FROM pragma_table_info(?)', container)
  for (const column of columnsOf(container))
    if (!existingColumns.has(column.name)) addColumn(db, container, column)
  const { indexes } = containers[container]
  const declared = new Set(indexes.map((index) => indexName(container, index)))
  const existingIndexes = namesIn(db, `SELECT name FROM pragma_index_list(?) WHERE origin = 'c'`, container)
  for (const name of existingIndexes) {
    if (!declared.has(name) && name !== `"${container}_expires"`) db.exec(`DROP INDEX ${name}`)
  }
  for (const index of indexes) createIndex(db, container, index)
  db.exec(
    `CREATE INDEX IF NOT EXISTS "${container}_expires" ON ${container} (expires) WHERE expires IS NOT NULL`,
  )
}

/** Creates or migrates the tables and indexes to the declarations in `containers`. */
export const migrate = (db: DatabaseSync): void => {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const container of containerNames) migrateContainer(db, container)
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
