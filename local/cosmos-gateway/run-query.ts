import { createHash } from 'node:crypto'
import type { IndexingPolicy } from '@azure/cosmos'
import { queryCharge } from './charges.ts'
import { isAlive, isJson, parseJson, sizeOf } from './documents.ts'
import type { Documents, Resource } from './documents.ts'
import { problem } from './http.ts'
import type { Answer } from './http.ts'
import type { SqlText } from './requests.ts'
import { compareValues, parseSql } from './sql.ts'
import type { ParsedSql } from './sql.ts'

const pageBytes = 4 * 1024 * 1024

export interface QueryInput {
  readonly sql: SqlText
  readonly token: string | undefined
  readonly size: number
  readonly documents: Documents
  /** Without a policy every query is answered. */
  readonly indexing: IndexingPolicy | undefined
  readonly now: number
}

/** The reason why the service could not answer from an index, if any. */
const missingIndex = ({ fields, order }: ParsedSql, indexing: IndexingPolicy) => {
  const included = new Set(indexing.includedPaths?.map(({ path }) => path))
  const bare = fields.find(
    (name) => name !== 'id' && !included.has(`/${name}/?`) && !included.has(`/${name}/[]/?`),
  )
  if (bare !== undefined) return `no index on ${bare}: the query would scan`
  if (order.length === 0) return fields.join() === 'id' ? undefined : 'a query without an order'
  // One path is ordered by its own index.
  const [only, ...more] = order
  if (more.length === 0) return included.has(`/${only}/?`) ? undefined : `no index on ${only} to order by`
  const wanted = order.map((name) => `/${name}`).join()
  const found = indexing.compositeIndexes?.some((index) => index.map(({ path }) => path).join() === wanted)
  return found === true
    ? undefined
    : `The order by query does not have a corresponding composite index: ${wanted}`
}

const orderIn = ({ order, descending }: ParsedSql) => {
  // Equal values come in the order in which their documents were created.
  const fields = [...order, '_rid']
  const valuesOf = (resource: Resource): readonly unknown[] => fields.map((name) => resource[name])
  const compare = (a: readonly unknown[], b: readonly unknown[]): number => {
    const difference = fields.map((_, index) => compareValues(a[index], b[index])).find((one) => one !== 0)
    return (descending ? -1 : 1) * (difference ?? 0)
  }
  return { valuesOf, compare }
}

const queryHash = (sql: SqlText): string => createHash('sha256').update(JSON.stringify(sql)).digest('hex')

/** @returns undefined for a token that is not one of this query */
const positionOf = (token: string, sql: SqlText): readonly unknown[] | undefined => {
  try {
    const sent = parseJson(token)
    if (!isJson(sent) || sent['query'] !== queryHash(sql)) return undefined
    return Array.isArray(sent['after']) ? sent['after'] : undefined
  } catch {
    return undefined
  }
}

export interface QueryAnswer {
  readonly answer: Answer
  readonly charge: number
}

/** One page; there is a next one only if the answer has a token. */
export const runQuery = ({ sql, token, size, documents, indexing, now }: QueryInput): QueryAnswer => {
  const parsed = parseSql(sql)
  const why = indexing && missingIndex(parsed, indexing)
  if (why !== undefined) return { answer: problem(400, why), charge: 0 }
  const after = token === undefined ? undefined : positionOf(token, sql)
  if (token !== undefined && after === undefined)
    return { answer: problem(400, 'Invalid continuation token'), charge: 0 }
  const { valuesOf, compare } = orderIn(parsed)
  const rows = [...documents.values()]
    .filter((resource) => isAlive(resource, now) && parsed.tests.every((test) => test(resource)))
    .map((resource) => ({ resource, values: valuesOf(resource), bytes: sizeOf(resource) }))
    .filter(({ values }) => after === undefined || compare(values, after) > 0)
    .toSorted((a, b) => compare(a.values, b.values))
  let bytes = 0
  const page = rows.slice(0, size).filter((row) => {
    bytes += row.bytes
    return bytes <= pageBytes
  })
  const last = page.at(-1)?.values ?? after
  // After an empty first page the next one begins before all documents.
  const next = JSON.stringify({ query: queryHash(sql), after: last ?? [parsed.descending ? {} : undefined] })
  return {
    charge: queryCharge(page.map((row) => row.bytes)),
    answer: {
      status: 200,
      body: { _rid: 'aaaaAAAAaaA=', Documents: page.map(({ resource }) => resource), _count: page.length },
      headers: page.length < rows.length ? { 'x-ms-continuation': next } : {},
    },
  }
}
