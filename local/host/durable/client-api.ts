import type { IncomingMessage, ServerResponse } from 'node:http'
import { BodyTooLargeError, readBody, sendJson, sendStatus } from '../http/body.ts'
import type { Handler } from '../http/server.ts'
import { errorMessage, type Log } from '../log.ts'
import { type Answer, BadRequestError, type DurableOperations } from './operations.ts'
import type { Instance, InstanceFilter } from './instances.ts'
import { type Links, managementLinks } from './links.ts'
import { parseEvent } from './protocol.ts'
import type { DurableStore } from './store.ts'
import { historyView, instanceView, isGoingOn } from './status-view.ts'

export interface ManagementDependencies {
  operations: DurableOperations
  store: DurableStore
  list: (filter: InstanceFilter) => Instance[]
  links: () => Links
  /** Paths before `/instances` and `/orchestrators`. */
  publicPath: string
  rpcPath: string
  maxBodyBytes: number
  log: Log
}

interface Call {
  req: IncomingMessage
  res: ServerResponse
  query: URLSearchParams
  /** The path below the API's own. */
  rest: string
}

const STATUS_OF: Readonly<Record<Answer, number>> = { accepted: 202, notFound: 404, finished: 410 }
const PAGE = 100
const MAX_PAGE = 1000

/** The management API of Durable Functions: for the SDK's client on one path, and with a key on the public one. */
export function createManagementApi(dependencies: ManagementDependencies): Handler {
  const { publicPath, rpcPath, log } = dependencies
  return (req, res, path) => {
    const isRpc = path.startsWith(rpcPath)
    if (!isRpc && !path.startsWith(publicPath)) return false
    const query = new URL(req.url ?? '/', 'http://localhost').searchParams
    if (!isRpc && query.get('code') !== dependencies.links().key) {
      sendStatus(res, 401)
      return true
    }
    const rest = path.slice((isRpc ? rpcPath : publicPath).length)
    answer(dependencies, { req, res, query, rest }).catch((error: unknown) => {
      if (error instanceof BadRequestError || error instanceof SyntaxError)
        sendJson(res, 400, { Message: error.message })
      else if (error instanceof BodyTooLargeError) sendStatus(res, 413)
      else {
        log('error', 'Host.Durable', `A management call failed: ${errorMessage(error)}`, error)
        sendStatus(res, 500)
      }
    })
    return true
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new BadRequestError(`Not a valid path segment: ${text}`)
  }
}

async function answer(dependencies: ManagementDependencies, call: Call): Promise<void> {
  const { req, res } = call
  const parts = call.rest.split('/').filter((part) => part !== '')
  const [collection = '', id, verb, eventName] = parts.map(decode)
  if (collection === 'orchestrators' && req.method === 'POST' && id !== undefined) {
    await start(dependencies, call, id, verb)
  } else if (collection === 'instances' && id === undefined && req.method === 'GET') {
    listAll(dependencies, call)
  } else if (collection === 'instances' && id === undefined && req.method === 'DELETE') {
    purgeMany(dependencies, call)
  } else if (collection === 'instances' && id !== undefined && verb === undefined && req.method === 'GET') {
    status(dependencies, call, id)
  } else if (
    collection === 'instances' &&
    id !== undefined &&
    verb === undefined &&
    req.method === 'DELETE'
  ) {
    const purged = dependencies.store.purge(id)
    sendJson(res, purged ? 200 : 404, { instancesDeleted: purged ? 1 : 0 })
  } else if (collection === 'instances' && id !== undefined && verb !== undefined && req.method === 'POST') {
    await act(dependencies, call, id, verb, eventName)
  } else if (collection === 'entities') {
    sendJson(res, 501, 'Entities are not supported by this host.')
  } else sendStatus(res, 404)
}

async function jsonBody({ req }: Call, limit: number): Promise<string | null> {
  const text = (await readBody(req, limit)).toString('utf8').trim()
  if (text === '') return null
  JSON.parse(text)
  return text
}

async function start(dependencies: ManagementDependencies, call: Call, name: string, id: string | undefined) {
  const input = await jsonBody(call, dependencies.maxBodyBytes)
  const started = dependencies.operations.start(name, id, input, call.query.get('version') ?? '')
  if (started === undefined) {
    sendJson(call.res, 409, { Message: `An instance with id "${id ?? ''}" is already going on.` })
    return
  }
  const payload = managementLinks(dependencies.links(), encodeURIComponent(started))
  const location = payload['statusQueryGetUri'] ?? ''
  sendJson(call.res, 202, { ...payload, id: started }, { location, 'retry-after': '10' })
}

function status({ store, links }: ManagementDependencies, { res, query }: Call, id: string): void {
  const instance = store.instance(id)
  if (instance === undefined) {
    sendStatus(res, 404)
    return
  }
  const body = {
    ...instanceView(instance, query.get('showInput') !== 'false'),
    ...(query.get('showHistory') === 'true'
      ? {
          historyEvents: historyView(
            store.history(id).map(parseEvent),
            query.get('showHistoryOutput') === 'true',
          ),
        }
      : {}),
  }
  if (isGoingOn(instance)) {
    const location = managementLinks(links(), encodeURIComponent(id))['statusQueryGetUri'] ?? ''
    sendJson(res, 202, body, { location, 'retry-after': '5' })
  } else {
    const isError = instance.status === 'Failed' && query.get('returnInternalServerErrorOnFailure') === 'true'
    sendJson(res, isError ? 500 : 200, body)
  }
}

const time = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const value = Date.parse(text)
  if (Number.isNaN(value)) throw new BadRequestError(`${name} is not a time: ${text}`)
  return value
}

function filterOf(query: URLSearchParams): InstanceFilter {
  const createdFrom = time(query, 'createdTimeFrom')
  const createdTo = time(query, 'createdTimeTo')
  const idPrefix = query.get('instanceIdPrefix')
  const statuses = (query.get('runtimeStatus') ?? '').split(',').filter((part) => part !== '')
  const top = Number(query.get('top') ?? PAGE)
  return {
    statuses,
    limit: Number.isInteger(top) && top > 0 ? Math.min(top, MAX_PAGE) : PAGE,
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(idPrefix === null ? {} : { idPrefix }),
  }
}

function listAll({ list }: ManagementDependencies, { req, res, query }: Call): void {
  const token = req.headers['x-ms-continuation-token']
  const [, created, id] =
    typeof token === 'string' ? (/^(\d+):(.*)$/.exec(decodeURIComponent(token)) ?? []) : []
  const after = created === undefined || id === undefined ? {} : { after: { created: Number(created), id } }
  const filter = filterOf(query)
  const page = list({ ...filter, ...after })
  const last = page.length === filter.limit ? page.at(-1) : undefined
  const next = last === undefined ? '' : encodeURIComponent(`${last.created}:${last.id}`)
  const views = page.map((instance) => instanceView(instance, query.get('showInput') === 'true'))
  sendJson(res, 200, views, { 'x-ms-continuation-token': next })
}

function purgeMany({ list, store }: ManagementDependencies, { res, query }: Call): void {
  const filter = filterOf(query)
  if (filter.createdFrom === undefined) throw new BadRequestError('createdTimeFrom is required.')
  const found = list({ ...filter, limit: Number.MAX_SAFE_INTEGER })
  const purged = found.filter(({ id }) => store.purge(id)).length
  sendJson(res, purged === 0 ? 404 : 200, { instancesDeleted: purged })
}

async function act(
  { operations, maxBodyBytes }: ManagementDependencies,
  call: Call,
  id: string,
  verb: string,
  eventName: string | undefined,
): Promise<void> {
  const { req, res, query } = call
  const reason = query.get('reason') ?? ''
  switch (verb.toLowerCase()) {
    case 'raiseevent': {
      if (eventName === undefined) throw new BadRequestError('The event has no name.')
      if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
        throw new BadRequestError('The content type must be application/json.')
      }
      sendStatus(res, STATUS_OF[operations.raiseEvent(id, eventName, await jsonBody(call, maxBodyBytes))])
      return
    }
    case 'terminate':
      sendStatus(res, STATUS_OF[operations.terminate(id, reason)])
      return
    case 'suspend':
      sendStatus(res, STATUS_OF[operations.suspend(id, reason)])
      return
    case 'resume':
      sendStatus(res, STATUS_OF[operations.resume(id, reason)])
      return
    case 'rewind':
    case 'restart':
      sendJson(res, 501, `${verb} is not supported by this host.`)
      return
    default:
      sendStatus(res, 404)
  }
}
