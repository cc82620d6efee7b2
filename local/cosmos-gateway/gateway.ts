import type { IndexingPolicy } from '@azure/cosmos'
import { missCharge, readCharge } from './charges.ts'
import { createContainer, isAlive, sizeOf } from './documents.ts'
import type { GatewayContainer } from './documents.ts'
import { connectionError, hang, problem, toResponse } from './http.ts'
import type { Answer, HttpClient, SentRequest } from './http.ts'
import { runBatch } from './run-batch.ts'
import { runQuery } from './run-query.ts'
import { parseRequest, Unforeseen } from './requests.ts'
import type { GatewayRequest } from './requests.ts'

/** When what was asked for is done although the answer is another: never, first, or only before the next batch comes. */
type Done = 'never' | 'first' | 'later'

export type Fault = { readonly done?: Done } & (
  | {
      readonly status: number
      readonly substatus?: number
      readonly retryAfter?: number
      readonly text?: string
    }
  | { readonly reset: string }
  | { readonly hang: 'deaf' | 'until aborted' }
  | { readonly slow: number }
)

export interface GatewayOptions {
  readonly now: () => number
  /** What there is, by name; queries are held against the indexes of a container that is given with its policy. */
  readonly containers: Readonly<Record<string, IndexingPolicy | undefined>>
  /** Whether requests and charges are kept to be looked at. Not if it runs for long. */
  readonly history?: boolean
  /** What happens to a request, by its kind and its number from 0. */
  readonly fault?: (request: GatewayRequest, number: number) => Fault | undefined
  /** Request units a second for each partition; none: no limit. */
  readonly throughput?: number
  /** Writes by which a replica may lag, where the session token does not ask for more. */
  readonly lag?: number
  /** Documents in a page of a query, at most as many as asked for; 0 for an empty page with a token. */
  readonly pageSize?: (asked: number) => number
}

export interface Charge {
  readonly kind: GatewayRequest['kind']
  readonly container: string
  readonly partition: string
  readonly charge: number
}

/** Cosmos DB for one process: the requests of this project's engine and no others, as strict as the service or stricter. */
export const createCosmosGateway = (options: GatewayOptions) => {
  const { now, lag = 0, throughput = Infinity, history = true } = options
  const containers = new Map<string, GatewayContainer>(
    Object.keys(options.containers).map((name) => [name, createContainer()]),
  )
  const requests: GatewayRequest[] = []
  const charges: Charge[] = []
  const complaints: string[] = []
  const spent = new Map<string, { second: number; units: number }>()
  let late: (() => unknown)[] = []

  const runLate = (): void => {
    const waiting = late
    late = []
    for (const run of waiting) run()
  }

  const answerOf = (
    request: GatewayRequest,
    container: GatewayContainer,
  ): { answer: Answer; charge: number } => {
    const { partition, session = 0 } = request
    const seen = Math.max(session, container.lsn() - lag)
    switch (request.kind) {
      case 'plan':
        return { answer: { status: 200, body: {} }, charge: 0 }
      case 'read': {
        const resource = container.documents(partition, seen).get(request.id)
        if (!resource || !isAlive(resource, now()))
          return { answer: problem(404, 'Not found'), charge: missCharge }
        return { answer: { status: 200, body: resource }, charge: readCharge(sizeOf(resource)) }
      }
      case 'query': {
        const { sql, token, limit } = request
        const size = Math.min(limit, options.pageSize?.(limit) ?? limit)
        const documents = container.documents(partition, seen)
        const indexing = options.containers[request.container]
        return runQuery({ sql, token, size, documents, indexing, now: now() })
      }
      case 'batch': {
        const { operations } = request
        if (operations.length > 100) return { answer: problem(400, 'too many operations'), charge: 0 }
        const { responses, documents } = runBatch({ operations, partition, container, now: now() })
        if (documents) container.write(partition, documents)
        const charge = responses.reduce((sum, { requestCharge }) => sum + requestCharge, 0)
        return { answer: { status: documents ? 200 : 207, body: responses }, charge }
      }
    }
  }

  /** A second's budget may be overdrawn by its last request, as the service does. */
  const throttled = ({ container, partition }: GatewayRequest, charge: number): number | undefined => {
    const key = `${container}/${partition}`
    const second = Math.floor(now() / 1000)
    const known = spent.get(key)
    const units = known?.second === second ? known.units : 0
    if (units >= throughput) return (second + 1) * 1000 - now()
    spent.set(key, { second, units: units + charge })
    return undefined
  }

  const perform = (request: GatewayRequest): Answer => {
    const container = containers.get(request.container)
    if (!container) return problem(404, 'Owner resource does not exist', { 'x-ms-substatus': '1003' })
    const wait = throttled(request, 0)
    if (wait !== undefined)
      return problem(429, 'Request rate is large', { 'x-ms-retry-after-ms': String(wait) })
    const { answer, charge } = answerOf(request, container)
    throttled(request, charge)
    const { kind, partition } = request
    if (history) charges.push({ kind, container: request.container, partition, charge })
    return {
      ...answer,
      headers: {
        ...answer.headers,
        'x-ms-request-charge': String(charge),
        'x-ms-session-token': `0:-1#${container.lsn()}`,
        'x-ms-content-path': Buffer.from(`db00${request.container.slice(0, 4)}`).toString('base64'),
        'x-ms-alt-content-path': `dbs/etiquette/colls/${request.container}`,
      },
    }
  }

  const faultyAnswer = async (http: SentRequest, request: GatewayRequest, fault: Fault): Promise<Answer> => {
    const { done = 'never' } = fault
    if ('slow' in fault) {
      await new Promise((resolve) => {
        setTimeout(resolve, fault.slow)
      })
      return perform(request)
    }
    if (done === 'first') perform(request)
    if (done === 'later') late.push(() => perform(request))
    if ('reset' in fault) throw connectionError(fault.reset)
    if ('hang' in fault) return hang(http, fault.hang === 'deaf')
    const headers = {
      ...(fault.substatus === undefined ? {} : { 'x-ms-substatus': String(fault.substatus) }),
      ...(fault.retryAfter === undefined ? {} : { 'x-ms-retry-after-ms': String(fault.retryAfter) }),
    }
    return { ...problem(fault.status, 'a fault', headers), text: fault.text }
  }

  const answer = async (http: SentRequest): Promise<Answer> => {
    try {
      if (http.abortSignal?.aborted) return await hang(http, false)
      const request = parseRequest(http)
      if (request.kind === 'batch') runLate()
      const fault = options.fault?.(request, requests.length)
      if (history) requests.push(request)
      return fault ? await faultyAnswer(http, request, fault) : perform(request)
    } catch (error) {
      if (!(error instanceof Unforeseen)) throw error
      complaints.push(error.message)
      return problem(400, error.message)
    }
  }

  const httpClient: HttpClient = { sendRequest: async (http) => toResponse(http, await answer(http)) }
  return {
    answer,
    httpClient,
    /** Everything that came, in order. */
    requests: requests as readonly GatewayRequest[],
    charges: charges as readonly Charge[],
    /** What came that the engine is not meant to send. */
    complaints: complaints as readonly string[],
    /** Does what is still on its way. */
    runLate,
  }
}
