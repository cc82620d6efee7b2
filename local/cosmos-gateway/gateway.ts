import type { IndexingPolicy } from '@azure/cosmos'
import { answerRequest } from './answer-request.ts'
import { indexValues, writeCharge } from './charges.ts'
import { createContention } from './contention.ts'
import { createContainer, sizeOf } from './documents.ts'
import type { GatewayContainer, Json } from './documents.ts'
import { createFaults } from './faults.ts'
import type { Fault } from './faults.ts'
import { hang, problem, toResponse } from './http.ts'
import type { Answer, HttpClient, SentRequest } from './http.ts'
import type { Lag } from './replicas.ts'
import { parseRequest, Unforeseen } from './requests.ts'
import type { GatewayRequest } from './requests.ts'
import { createThroughput } from './throughput.ts'

export interface GatewayOptions {
  /** The clock of the service. Its `Date` headers, its replicas and the expiry of documents go by it. */
  readonly now: () => number
  /** The containers by name; queries are checked against the indexes of a container that is given with its policy. */
  readonly containers: Readonly<Record<string, IndexingPolicy | undefined>>
  /** Whether requests and charges are kept for inspection; not for a gateway that runs for long. Default true. */
  readonly history?: boolean
  /** The fault of a request, by its kind and its number from 0. */
  readonly fault?: (request: GatewayRequest, number: number) => Fault | undefined
  /** Request units a second for each physical partition, which is one for each container; default no limit. */
  readonly throughput?: number
  /** How far replicas are behind; default not at all. */
  readonly lag?: Lag
  /** Milliseconds from the expiry of a document to its deletion, which frees its id; default 0. */
  readonly purgeDelay?: number
  /** Two batches of the same documents at once: one is refused with 449. Default false. */
  readonly contention?: boolean
  /** Documents in a page of a query, at most as many as asked for; 0 for an empty page with a token. */
  readonly pageSize?: (asked: number) => number
}

export interface Charge {
  /** `expiry`: the deletion of an expired document, which the service charges to no request. */
  readonly kind: GatewayRequest['kind'] | 'expiry'
  readonly container: string
  readonly partition: string
  readonly charge: number
}

/** A document, and the partition that it is in. */
export interface PlacedDocument {
  readonly partition: string
  readonly document: Json
}

const serviceHeaders = (
  container: string,
  lsn: number,
  charge: number,
): Readonly<Record<string, string>> => ({
  'x-ms-request-charge': String(charge),
  'x-ms-session-token': `0:-1#${lsn}`,
  'x-ms-content-path': Buffer.from(`db00${container.slice(0, 4)}`).toString('base64'),
  'x-ms-alt-content-path': `dbs/etiquette/colls/${container}`,
})

/** Cosmos DB for one process: the requests of this project's engine and no others, as strict as the service or stricter. */
export const createCosmosGateway = (options: GatewayOptions) => {
  const { now, lag, purgeDelay, throughput = Infinity, history = true, pageSize } = options
  const containers = new Map<string, GatewayContainer>(
    Object.keys(options.containers).map((name) => [name, createContainer({ now, lag, purgeDelay })]),
  )
  const requests: GatewayRequest[] = []
  const charges: Charge[] = []
  const complaints: string[] = []
  const budget = createThroughput(throughput, now)
  const faults = createFaults()
  const contention = options.contention === true ? createContention() : undefined

  /** Deletes expired documents. The service does so with the request units that are left over. */
  const purge = (): void => {
    for (const [name, container] of containers)
      for (const { partition, resource } of container.purge()) {
        const values = indexValues(resource, options.containers[name])
        const charge = writeCharge('Delete', sizeOf(resource), values)
        if (history) charges.push({ kind: 'expiry', container: name, partition, charge })
      }
  }

  const perform = (request: GatewayRequest): Answer => {
    const { kind, container: name, partition } = request
    const container = containers.get(name)
    if (!container) return problem(404, 'Owner resource does not exist', { 'x-ms-substatus': '1003' })
    purge()
    const wait = budget.wait(name)
    if (wait !== undefined)
      return problem(429, 'Request rate is large', { 'x-ms-retry-after-ms': String(wait) })
    const indexing = options.containers[name]
    const { answer, charge, lsn } = answerRequest(request, { container, indexing, now: now(), pageSize })
    budget.spend(name, charge)
    if (history) charges.push({ kind, container: name, partition, charge })
    return { ...answer, headers: { ...answer.headers, ...serviceHeaders(name, lsn, charge) } }
  }

  const performWhenAlone = async (request: GatewayRequest): Promise<Answer> =>
    contention
      ? contention.run(
          request,
          () => perform(request),
          () => problem(449, 'Conflicting request to resource has been attempted. Retry to avoid conflicts.'),
        )
      : perform(request)

  const answerHttp = async (http: SentRequest): Promise<Answer> => {
    try {
      if (http.abortSignal?.aborted) return await hang(http, false)
      const request = parseRequest(http)
      if (request.kind === 'batch') faults.runLate()
      const fault = options.fault?.(request, requests.length)
      if (history) requests.push(request)
      return await (fault ? faults.answer(http, fault, () => perform(request)) : performWhenAlone(request))
    } catch (error) {
      if (!(error instanceof Unforeseen)) throw error
      complaints.push(error.message)
      return problem(400, error.message)
    }
  }

  const answer = async (http: SentRequest): Promise<Answer> => {
    const given = await answerHttp(http)
    return { ...given, headers: { date: new Date(now()).toUTCString(), ...given.headers } }
  }

  const eachReplicas = (act: 'freeze' | 'release') => (): void => {
    for (const { replicas } of containers.values()) replicas[act]()
  }

  const documents = (name: string): readonly PlacedDocument[] => {
    purge()
    const container = containers.get(name)
    return (container?.partitions() ?? []).flatMap((partition) =>
      [...(container?.documents(partition).values() ?? [])].map((document) => ({ partition, document })),
    )
  }

  const httpClient: HttpClient = { sendRequest: async (http) => toResponse(http, await answer(http)) }
  return {
    answer,
    httpClient,
    /** All requests, in order. */
    requests: requests as readonly GatewayRequest[],
    charges: charges as readonly Charge[],
    /** Errors about requests that the engine is not meant to send. */
    complaints: complaints as readonly string[],
    /** Carries out the requests that are late. */
    runLate: faults.runLate,
    purge,
    /** All documents of a container, as the primary replica has them. */
    documents,
    /** Replicas show what is written now, and nothing later; only the primary goes on. */
    freeze: eachReplicas('freeze'),
    release: eachReplicas('release'),
  }
}
