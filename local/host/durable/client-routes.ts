import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { isFinal } from './instances.ts'
import type { Instance } from './instances.ts'
import type { Operations } from './operations.ts'
import { UnsupportedError } from './protocol.ts'
import type { PurgeFilter } from './store.ts'

export interface Answer {
  readonly status: number
  /** Sent as JSON, if given. */
  readonly body?: unknown
}

type Query = ReadonlyMap<string, string>

const notFound: Answer = { status: 404 }
const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
/** As the extension writes it: whole seconds. */
const seconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

const view = ({ id, name, status, input, output, created, updated }: Instance) => ({
  name,
  instanceId: id,
  runtimeStatus: status,
  input: parse(input),
  customStatus: null,
  output: parse(output),
  createdTime: seconds(created),
  lastUpdatedTime: seconds(updated),
})

const find = (operations: Operations, id: string): Answer => {
  const instance = operations.find(id)
  return instance === undefined
    ? notFound
    : { status: isFinal(instance.status) ? 200 : 202, body: view(instance) }
}

const start = async (
  operations: Operations,
  req: IncomingMessage,
  name: string,
  id: string | undefined,
): Promise<Answer> => {
  const sent = (await text(req)).trim()
  // It is put into JSON texts unchanged, so it must be JSON.
  if (sent !== '') JSON.parse(sent)
  const started = operations.start({ name, id, inputJson: sent === '' ? null : sent })
  if (started.kind === 'accepted') return { status: 202, body: { id: started.id } }
  const Message = `An Orchestration instance with the status ${started.status} already exists.`
  return { status: 409, body: { Message } }
}

const terminate = (operations: Operations, id: string, query: Query): Answer => {
  const instance = operations.find(id)
  if (instance === undefined) return notFound
  if (isFinal(instance.status)) return { status: 410 }
  operations.terminate(id, query.get('reason') ?? null)
  return { status: 202 }
}

const purgedAnswer = (count: number): Answer =>
  count === 0 ? notFound : { status: 200, body: { instancesDeleted: count } }

const purgeOne = (operations: Operations, id: string): Answer => {
  const instance = operations.find(id)
  if (instance === undefined) return notFound
  if (!isFinal(instance.status)) {
    const body = `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${id} has status ${instance.status}`
    return { status: 412, body }
  }
  operations.remove(id)
  return purgedAnswer(1)
}

/** Those of the extension; nothing becomes `Canceled` here. */
const finalStatuses = ['Completed', 'Failed', 'Terminated', 'Canceled']

/** Without a final state in it the extension does not look at states, so that running instances are purged as well. */
const statusesOf = (query: Query): PurgeFilter['statuses'] => {
  const named = (query.get('runtimeStatus') ?? '').split(',')
  return finalStatuses.filter((status) => named.includes(status))
}

const purge = async (operations: Operations, query: Query): Promise<Answer> => {
  const createdFrom = Date.parse(query.get('createdTimeFrom') ?? '')
  if (Number.isNaN(createdFrom))
    return { status: 400, body: "Please provide value for 'createdTimeFrom' parameter." }
  const to = query.get('createdTimeTo')
  const createdTo = to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to)
  if (Number.isNaN(createdTo)) throw new UnsupportedError(`The time createdTimeTo=${to}`)
  return purgedAnswer(await operations.purge({ createdFrom, createdTo, statuses: statusesOf(query) }))
}

/** The options of the query that a route takes, in place of all others. @throws UnsupportedError */
const optionsOf = (url: URL, taken: readonly string[]): Query => {
  const other = [...url.searchParams.keys()].find((key) => !taken.includes(key))
  if (other !== undefined) throw new UnsupportedError(`The option ${other} of the Durable client`)
  return new Map(url.searchParams)
}

/**
 * The extension's HTTP API, as the client of `durable-functions` calls it; `below` is the address without its base.
 * @throws UnsupportedError for all that this engine does not do
 */
export const answerClient = async (
  operations: Operations,
  req: IncomingMessage,
  below: string,
): Promise<Answer> => {
  const url = new URL(`http://localhost/${below}`)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const [collection, first, second, ...more] = parts.map(decodeURIComponent)
  const { method } = req
  if (more.length === 0 && collection === 'orchestrators' && method === 'POST' && first !== undefined) {
    optionsOf(url, [])
    return start(operations, req, first, second)
  }
  if (more.length === 0 && collection === 'instances') {
    if (method === 'DELETE' && first === undefined)
      return purge(operations, optionsOf(url, ['createdTimeFrom', 'createdTimeTo', 'runtimeStatus']))
    if (method === 'POST' && first !== undefined && second === 'terminate')
      return terminate(operations, first, optionsOf(url, ['reason']))
    if (first !== undefined && second === undefined) {
      optionsOf(url, [])
      if (method === 'GET') return find(operations, first)
      if (method === 'DELETE') return purgeOne(operations, first)
    }
  }
  throw new UnsupportedError(`${method} ${parts.join('/')} of the Durable client`)
}
