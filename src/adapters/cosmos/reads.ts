import type { Container, SqlQuerySpec } from '@azure/cosmos'
import type { ContainerName, Query, QueryListPage, Stored } from '../../domain/ports/store.ts'
import type { Attempts } from './attempts.ts'
import { invalidContinuation, tokenOf, wrapToken } from './continuation.ts'
import { RefusedRequest } from './failures.ts'
import { idsSql, querySql } from './query-sql.ts'
import { fromWire } from './wire.ts'
import type { Found } from './wire.ts'

export interface Page {
  readonly found: readonly Found[]
  readonly token: string | undefined
}

export type Containers = Readonly<Record<ContainerName, Container>>

/** Up to here, point reads at 1 RU each are cheaper than a query; beyond, they would be too many requests. */
const pointReads = 16
const idsPerQuery = 100

/** These ids vanish from the path of a URL, or the client takes them for empty. */
const unaddressable = /^(?:\.\.?|\s+)$/

export const stored = ({ document, etag }: Found): Stored => ({ document, etag })

const notFound = (substatus: number | undefined): Error =>
  Object.assign(new Error('Not found'), { code: 404, substatus })

/** Each read takes its tries out of the time of the call that it serves. */
export const createReads = (containers: Containers) => {
  const fetchPage = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    sql: SqlQuerySpec,
    limit: number,
    token: string | undefined,
  ): Promise<Page> => {
    const page = await attempts.read(async (abortSignal) => {
      const { resources, continuationToken } = await containers[container].items
        .query<unknown>(sql, {
          partitionKey: partition,
          maxItemCount: limit,
          abortSignal,
          ...(token === undefined ? {} : { continuationToken: token }),
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
  ): Promise<readonly Found[]> => {
    const all: Found[] = []
    let token: string | undefined
    do {
      const page = await fetchPage(attempts, container, partition, idsSql(ids), ids.length, token)
      all.push(...page.found)
      ;({ token } = page)
    } while (token !== undefined)
    return all
  }

  /** A document that is not there resolves; so does a session that is behind, or a container that is missing. */
  const find = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    id: string,
  ): Promise<Found | undefined> => {
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
  ): Promise<readonly Found[]> => {
    const unique = [...new Set(ids)]
    if (unique.length <= pointReads) {
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

  /** The service may answer with fewer documents than asked for, or with none, and have more. */
  const findPage = async (
    attempts: Attempts,
    container: ContainerName,
    partition: string,
    query: Query,
  ): Promise<QueryListPage> => {
    const sql = querySql(container, query)
    let token = tokenOf(container, partition, query)
    for (;;) {
      const page: Page = await fetchPage(attempts, container, partition, sql, query.limit, token)
      const documents = page.found.map(stored)
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
      // The query itself is never refused, so it is the token, which may be from before an upgrade of the service.
      if (query.continuation !== undefined && error instanceof RefusedRequest) throw invalidContinuation()
      throw error
    }
  }

  return { find, findMany, query }
}
