import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TypedData } from '../core/rpc.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage, type Log } from '../log.ts'
import { BodyTooLargeError, sendStatus } from './body.ts'
import type { ServeFunction } from './buffered.ts'
import type { Router } from './router.ts'

/** Answers true if it has taken the request. */
export type Handler = (req: IncomingMessage, res: ServerResponse, path: string) => boolean

export interface ServerOptions {
  port: number
  hostname: string
  router: Router<HostedFunction>
  serve: ServeFunction
  /** Asked in order before the functions' routes. */
  before: readonly Handler[]
  /** The value of a function's durableClient inputs. */
  clientData: () => string
  log: Log
}

export interface HttpServer {
  port: number
  /** Accepts nothing new, waits up to `graceMs` for running requests, then cuts what is left. */
  close: (graceMs: number) => Promise<void>
}

const HEADERS_TIMEOUT_MS = 20_000
const REQUEST_TIMEOUT_MS = 300_000
const KEEP_ALIVE_MS = 65_000
const NO_INPUTS: readonly { name: string; data: TypedData }[] = []

const ignore = () => {}

/** Starts listening. Rejects if the port is taken. */
export async function listen(options: ServerOptions): Promise<HttpServer> {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 5_000,
    },
    createListener(options),
  )
  const { promise, resolve, reject } = Promise.withResolvers<HttpServer>()
  server.once('error', reject)
  server.listen(options.port, options.hostname, () => {
    server.off('error', reject)
    server.on('error', (error) => {
      options.log('error', 'Host.Http', `The HTTP server failed: ${error.message}`, error)
    })
    resolve({ port: portOf(server.address()), close: (graceMs) => closeServer(server, graceMs) })
  })
  return promise
}

const portOf = (address: AddressInfo | string | null): number =>
  address !== null && typeof address === 'object' ? address.port : 0

function createListener({ router, serve, before, clientData, log }: ServerOptions) {
  const fail = (name: string, res: ServerResponse, error: unknown) => {
    if (error instanceof BodyTooLargeError) {
      sendStatus(res, 413)
      return
    }
    if (!res.destroyed) log('error', `Function.${name}`, `The request failed: ${errorMessage(error)}`, error)
    sendStatus(res, 500)
  }
  const isHost = createHostCheck()
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    // Without listeners a client that goes away would end the process.
    req.on('error', ignore)
    res.on('error', ignore)
    const url = req.url ?? '/'
    if (!url.startsWith('/') || !isHost(req)) {
      sendStatus(res, 400)
      return
    }
    const query = url.indexOf('?')
    const path = query === -1 ? url : url.slice(0, query)
    for (const handler of before) if (handler(req, res, path)) return
    const match = router(req.method ?? 'GET', path)
    if (match !== undefined) {
      const { target, params } = match
      const inputs =
        target.clients.length === 0
          ? NO_INPUTS
          : target.clients.map((name) => ({ name, data: { string: clientData() } }))
      serve(target, params, req, res, inputs).catch((error: unknown) => {
        fail(target.name, res, error)
      })
      return
    }
    sendStatus(res, 404)
  }
  return (req: IncomingMessage, res: ServerResponse): void => {
    try {
      handle(req, res)
    } catch (error) {
      fail('Host.Http', res, error)
    }
  }
}

const namesHost = (text: string, index: number): boolean => index % 2 === 0 && text.toLowerCase() === 'host'

/** The libraries build a URL from the Host header; one that makes none is the client's error, and so are two. */
function createHostCheck(): (req: IncomingMessage) => boolean {
  let lastGood = ''
  return (req) => {
    const host = req.headers.host
    if (req.rawHeaders.filter(namesHost).length > 1) return false
    if (host === undefined || host === '') {
      req.headers.host = 'localhost'
      return true
    }
    if (host === lastGood) return true
    if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false
    lastGood = host
    return true
  }
}

async function closeServer(server: ReturnType<typeof createServer>, graceMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  server.close(() => {
    resolve(undefined)
  })
  const idle = setInterval(() => {
    server.closeIdleConnections()
  }, 50)
  const cut = setTimeout(() => {
    server.closeAllConnections()
  }, graceMs)
  await promise
  clearInterval(idle)
  clearTimeout(cut)
}
