import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** The service, as a later release can be: its responses have properties and values that no document of today has. */
export interface LaterRelease {
  readonly api: string
  readonly stop: () => void
}

/** The error code of a later release, in place of `ItemNotFound`. */
export const laterCode = 'ItemGone'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isItem = (value: Readonly<Record<string, unknown>>): boolean => 'path' in value && 'id' in value

/** A map of names to numbers has no properties of its own. */
const isMap = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.values(value).every((one) => typeof one === 'number')

/** What a later release would answer instead. */
export const laterBody = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(laterBody)
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, one]) => [name, laterBody(one)] as const)
  return {
    ...Object.fromEntries(entries),
    ...(!isMap(value) && { addedLater: 'new' }),
    ...('taskType' in value && { taskType: 'ObjectDetection' }),
    ...(isItem(value) && { problem: 'TooDark' }),
    ...(value['code'] === 'ItemNotFound' && { code: laterCode }),
  }
}

const isFile = (path: string): boolean => /\/(?:content|files\/[^/]+)$/.test(path)

/** Those of one connection, and those that the copy sets anew. */
const ownHeaders = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
])

const headersOf = ({ headers }: IncomingMessage): Headers => {
  const copy = new Headers()
  for (const [name, value] of Object.entries(headers))
    if (
      typeof value === 'string' &&
      !/^(?:http2-settings|upgrade|expect)$/.test(name) &&
      !ownHeaders.has(name)
    )
      copy.set(name, value)
  return copy
}

const answer = async (origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { method = 'GET', url = '/' } = request
  const body = await buffer(request)
  const found = await fetch(`${origin}${url}`, {
    method,
    headers: headersOf(request),
    redirect: 'manual',
    ...(body.length > 0 && { body }),
  })
  const isJson = found.headers.get('content-type')?.startsWith('application/json') === true
  const bytes = Buffer.from(await found.arrayBuffer())
  const changes = isJson && !isFile(new URL(url, origin).pathname)
  const headers = [...found.headers].filter(([name]) => !ownHeaders.has(name))
  response.writeHead(found.status, Object.fromEntries(headers))
  response.end(changes ? JSON.stringify(laterBody(JSON.parse(bytes.toString('utf8')))) : bytes)
}

/** @param api The URL of the service, up to and with `/api` */
export const startLaterRelease = async (api: string): Promise<LaterRelease> => {
  const { origin, pathname } = new URL(api)
  const server = createServer((request, response) => {
    answer(origin, request, response).catch((error: unknown) => {
      console.error('The later release does not answer:', error)
      response.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The later release has no port')
  return {
    api: `http://127.0.0.1:${address.port}${pathname}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
