import { isJson, parseJson } from './documents.ts'
import type { Json } from './documents.ts'
import type { SentRequest } from './http.ts'

interface Parameter {
  readonly name: string
  readonly value: unknown
}

export interface SqlText {
  readonly query: string
  readonly parameters: readonly Parameter[]
}

interface Addressed {
  readonly container: string
  readonly partition: string
  /** The number of the last write that the client has seen, if it sends one. */
  readonly session: number | undefined
}

export type GatewayRequest =
  | (Addressed & { readonly kind: 'read'; readonly id: string })
  | (Addressed & {
      readonly kind: 'query'
      readonly sql: SqlText
      readonly limit: number
      readonly token: string | undefined
    })
  | (Addressed & {
      readonly kind: 'batch'
      readonly operations: readonly Json[]
      /** Of the body as it was sent. */
      readonly bytes: number
    })
  /** The SDK asks for a plan beside each query and, for one partition, does not read it. The engine keeps it from the network. */
  | (Addressed & { readonly kind: 'plan' })

/** A request that the engine is not meant to send, so that the gateway does not answer it. */
export class Unforeseen extends Error {
  override readonly name = 'Unforeseen'
}

const expect = (condition: boolean, what: string): void => {
  if (!condition) throw new Unforeseen(`The gateway does not foresee ${what}`)
}

const sessionOf = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined
  const lsn = /^0:-1#(\d+)$/.exec(header)?.[1]
  expect(lsn !== undefined, `the session token ${header}`)
  return Number(lsn)
}

const partitionOf = (header: string | undefined): string => {
  const parsed = parseJson(header ?? '[]')
  const keys: readonly unknown[] = Array.isArray(parsed) ? parsed : []
  const [partition] = keys
  if (typeof partition !== 'string' || keys.length > 1)
    throw new Unforeseen(`The partition key ${header}: every request names one partition`)
  return partition
}

const isParameter = (value: unknown): value is Parameter => isJson(value) && typeof value['name'] === 'string'

const operationsOf = (body: string): readonly Json[] => {
  const sent = parseJson(body)
  if (!Array.isArray(sent) || !sent.every(isJson))
    throw new Unforeseen('The gateway does not foresee a batch that is no list of operations')
  return sent
}

const sqlOf = (body: string): SqlText => {
  const sent = parseJson(body)
  if (!isJson(sent)) throw new Unforeseen('The gateway does not foresee a query that is no object')
  const { query, parameters = [], ...more } = sent
  expect(Object.keys(more).length === 0, 'more than a query and its parameters')
  if (typeof query !== 'string') throw new Unforeseen('The gateway does not foresee a query without text')
  if (!Array.isArray(parameters) || !parameters.every(isParameter))
    throw new Unforeseen('The gateway does not foresee parameters without a name')
  return { query, parameters }
}

/** @throws Unforeseen */
export const parseRequest = ({ method, url, headers, body }: SentRequest): GatewayRequest => {
  const path = new URL(url).pathname.split('/').slice(1).map(decodeURIComponent)
  const [dbs, database, colls, container = '', docs, id] = path
  expect(
    dbs === 'dbs' && database === 'etiquette' && colls === 'colls' && docs === 'docs',
    `${method} ${url}`,
  )
  expect(headers.has('authorization'), 'a request without authorization')
  expect(headers.get('x-ms-consistency-level') === 'Session', 'a request without session consistency')
  const text = typeof body === 'string' ? body : ''
  if (headers.get('x-ms-cosmos-is-query-plan-request'))
    return { kind: 'plan', container, partition: '', session: undefined }
  const session = sessionOf(headers.get('x-ms-session-token'))
  const partition = partitionOf(headers.get('x-ms-documentdb-partitionkey'))
  const addressed = { container, partition, session }
  if (method === 'GET' && id !== undefined && path.length === 6) return { kind: 'read', id, ...addressed }
  expect(method === 'POST' && path.length === 5, `${method} ${url}`)
  if (headers.get('x-ms-cosmos-is-batch-request')) {
    expect(headers.get('x-ms-cosmos-batch-atomic') === 'true', 'a batch that is not atomic')
    expect(headers.get('prefer') === 'return=minimal', 'a batch whose documents come back')
    return {
      kind: 'batch',
      operations: operationsOf(text),
      bytes: Buffer.byteLength(text),
      ...addressed,
    }
  }
  expect(headers.get('x-ms-documentdb-isquery') === 'true', 'a plain write')
  const limit = Number(headers.get('x-ms-max-item-count'))
  expect(Number.isInteger(limit) && limit > 0, 'a query without a page size')
  return { kind: 'query', sql: sqlOf(text), limit, token: headers.get('x-ms-continuation'), ...addressed }
}
