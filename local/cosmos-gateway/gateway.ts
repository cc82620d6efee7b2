import type { IndexingPolicy } from '@azure/cosmos'
import { answerRequest } from './answer-request.ts'
import { createContainer } from './documents.ts'
import type { GatewayContainer } from './documents.ts'
import { connectionError, hang, problem, toResponse } from './http.ts'
import type { Answer, HttpClient, SentRequest } from './http.ts'
import { parseRequest, Unforeseen } from './requests.ts'
import type { GatewayRequest } from './requests.ts'
import { createThroughput } from './throughput.ts'

/** When a request is carried out despite its fault: never, at once, or only before the next batch arrives. */
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
  /** The containers by name; queries are checked against the indexes of a container that is given with its policy. */
  readonly containers: Readonly<Record<string, IndexingPolicy | undefined>>
  /** Whether requests and charges are kept for inspection; not for a gateway that runs for long. Default true. */
  readonly history?: boolean
  /** The fault of a request, by its kind and its number from 0. */
  readonly fault?: (request: GatewayRequest, number: number) => Fault | undefined
  /** Request units a second for each partition; default no limit. */
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

const faultHeaders = ({ substatus, retryAfter }: Extract<Fault, { readonly status: number }>) => ({
  ...(substatus === undefined ? {} : { 'x-ms-substatus': String(substatus) }),
  ...(retryAfter === undefined ? {} : { 'x-ms-retry-after-ms': String(retryAfter) }),
})

/** Cosmos DB for one process: the requests of this project's engine and no others, as strict as the service or stricter. */
export const createCosmosGateway = (options: GatewayOptions) => {
  const { now, lag = 0, throughput = Infinity, history = true, pageSize } = options
  const containers = new Map<string, GatewayContainer>(
    Object.keys(options.containers).map((name) => [name, createContainer()]),
  )
  const requests: GatewayRequest[] = []
  const charges: Charge[] = []
  const complaints: string[] = []
  const budget = createThroughput(throughput, now)
  let late: readonly (() => unknown)[] = []

  const runLate = (): void => {
    const waiting = late
    late = []
    for (const run of waiting) run()
  }

  const perform = (request: GatewayRequest): Answer => {
    const { kind, container: name, partition } = request
    const container = containers.get(name)
    if (!container) return problem(404, 'Owner resource does not exist', { 'x-ms-substatus': '1003' })
    const key = `${name}/${partition}`
    const wait = budget.wait(key)
    if (wait !== undefined)
      return problem(429, 'Request rate is large', { 'x-ms-retry-after-ms': String(wait) })
    const indexing = options.containers[name]
    const { answer, charge } = answerRequest(request, { container, indexing, now: now(), lag, pageSize })
    budget.spend(key, charge)
    if (history) charges.push({ kind, container: name, partition, charge })
    return { ...answer, headers: { ...answer.headers, ...serviceHeaders(name, container.lsn(), charge) } }
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
    if (done === 'later') late = [...late, () => perform(request)]
    if ('reset' in fault) throw connectionError(fault.reset)
    if ('hang' in fault) return hang(http, fault.hang === 'deaf')
    return { ...problem(fault.status, 'a fault', faultHeaders(fault)), text: fault.text }
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
    /** All requests, in order. */
    requests: requests as readonly GatewayRequest[],
    charges: charges as readonly Charge[],
    /** Errors about requests that the engine is not meant to send. */
    complaints: complaints as readonly string[],
    /** Carries out the requests that are late. */
    runLate,
  }
}
