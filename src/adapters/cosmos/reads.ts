import type { Container, SqlQuerySpec } from '@azure/cosmos'
import { invalidContinuation } from '../../domain/core/errors.ts'
import type { ContainerName, Query, QueryListPage, Stored } from '../../domain/ports/store.ts'
import type { Attempts } from './attempts.ts'
import { unwrapToken, wrapToken } from './continuation.ts'
import { RefusedRequest } from './failures.ts'
import { toCosmosQuery, toIdsQuery } from './to-cosmos-query.ts'
import { fromWire } from './wire.ts'
import type { FoundDocument } from './wire.ts'

interface FoundPage {
  readonly found: readonly FoundDocument[]
  readonly token: string | undefined
}

interface PageOptions {
  readonly limit: number
  readonly token: string | undefined
  /** The continuation does not leave the service. */
  readonly internal: boolean
}

type Containers = Readonly<Record<ContainerName, Container>>

/** Point reads cost 1 RU each and are cheaper than a query, but more of them would be too many requests. */
const maxPointReads = 16
const idsPerQuery = 100
/**
 * The longest continuation in KB where it does not end in a URL; otherwise the client asks for 1 KB. A shorter one can cost
 * more time and request units.
 */
const longToken = 8

/** Ids that URL normalization removes, or that the client treats as empty. */
const unaddressable = /^(?:\.\.?|\s+)$/

export const toStored = ({ document, etag }: FoundDocument): Stored => ({ document, etag })

const notFound = (substatus: number | undefined): Error =>
  Object.assign(new Error('Not found'), { code: 404, substatus })

/** The reads of the store. All requests of a read share the deadline of the store call. */
export const createReads = (containers: Containers) => {
  const fetchPage = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    sql: SqlQuerySpec,
    { limit, token, internal }: PageOptions,
  ): Promise<FoundPage> => {
    const page = await attempts.read(async (abortSignal) => {
      const { resources, continuationToken } = await containers[container].items
        .query<unknown>(sql, {
          partitionKey: partition,
          maxItemCount: limit,
          abortSignal,
          ...(token === undefined ? {} : { continuationToken: token }),
          ...(internal ? { continuationTokenLimitInKB: longToken } : {}),
        })
        .fetchNext()
      return { resources, continuationToken }
    })
    return { found: page.resources.map(fromWire), token: page.continuationToken || undefined }
  }

  const findByQuery = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    ids: readonly string[],
  ): Promise<readonly FoundDocument[]> => {
    const all: FoundDocument[] = []
    let token: string | undefined
    do {
      const page = await fetchPage(attempts, container, partition, toIdsQuery(ids), {
        limit: ids.length,
        token,
        internal: true,
      })
      all.push(...page.found)
      ;({ token } = page)
    } while (token !== undefined)
    return all
  }

  /** The SDK resolves with 404 for a missing document, and also for a lagging session or a missing container (substatus). */
  const find = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    id: string,
  ): Promise<FoundDocument | undefined> => {
    if (unaddressable.test(id)) return (await findByQuery(attempts, container, partition, [id]))[0]
    const item = containers[container].item(id, partition)
    const resource = await attempts.read(async (abortSignal) => {
      const response = await item.read({ abortSignal })
      const { statusCode, substatus } = response
      if (statusCode === 404 && substatus !== undefined && substatus !== 0) throw notFound(substatus)
      const found: unknown = response.resource
      return { found: statusCode === 404 ? undefined : found }
    })
    return resource.found === undefined ? undefined : fromWire(resource.found)
  }

  const findMany = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    ids: readonly string[],
  ): Promise<readonly FoundDocument[]> => {
    const unique = [...new Set(ids)]
    if (unique.length <= maxPointReads) {
      const found = await Promise.all(
        unique.map(async (id) => find(attempts.fork(), container, partition, id)),
      )
      return found.filter((one) => one !== undefined)
    }
    const chunks = Array.from({ length: Math.ceil(unique.length / idsPerQuery) }, (_, index) =>
      unique.slice(index * idsPerQuery, (index + 1) * idsPerQuery),
    )
    return (
      await Promise.all(
        chunks.map(async (chunk) => findByQuery(attempts.fork(), container, partition, chunk)),
      )
    ).flat()
  }

  /** The service can return fewer documents than requested, or none, although more exist. */
  const findPage = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    query: Query,
  ): Promise<QueryListPage> => {
    const sql = toCosmosQuery(container, query)
    const { limit, internal = false } = query
    let token = unwrapToken(container, partition, query)
    for (;;) {
      const page: FoundPage = await fetchPage(attempts, container, partition, sql, {
        limit,
        token,
        internal,
      })
      const documents = page.found.map(toStored)
      if (page.token === undefined) return { documents }
      if (documents.length > 0)
        return { documents, continuation: wrapToken(container, partition, query, page.token) }
      ;({ token } = page)
    }
  }

  const query = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    query: Query,
  ): Promise<QueryListPage> => {
    try {
      return await findPage(attempts, container, partition, query)
    } catch (error) {
      // The query itself is always valid, so the token is not: it can be older than an upgrade of the service.
      if (query.continuation !== undefined && error instanceof RefusedRequest) throw invalidContinuation()
      throw error
    }
  }

  return { find, findMany, query }
}
