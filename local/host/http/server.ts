import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { createHostRule, isHostHeader } from './allowed-hosts.ts'
import { sendStatus } from './body.ts'
import type { ServeFunction } from './buffered.ts'
import { foldPath } from './fold-path.ts'
import type { Router } from './router.ts'

/** True if it has taken the request. */
export type Handler = (req: IncomingMessage, res: ServerResponse, path: string) => boolean

export interface ServerOptions {
  readonly port: number
  readonly router: Router<HostedFunction>
  readonly serve: ServeFunction
  /** Requests may name its host, besides those of this machine. */
  readonly publicUrl: string | undefined
  /** Asked in order before the functions' routes. */
  readonly before: readonly Handler[]
  readonly log: Log
}

export interface HttpServer {
  readonly port: number
  /** Accepts nothing new, waits up to `graceMs` for running requests, then cuts what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

const timeouts = {
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}
const idleCheckMs = 50

const ignore = () => {}

const namesHost = (text: string, index: number): boolean => index % 2 === 0 && text.toLowerCase() === 'host'

/** The status that a request is refused with for its Host: none or two that make a URL, or one of another machine. */
const createHostCheck = (publicUrl: string | undefined): ((req: IncomingMessage) => number | undefined) => {
  const isAllowed = createHostRule(publicUrl)
  let lastGood = ''
  return (req) => {
    const { host } = req.headers
    if (req.rawHeaders.filter(namesHost).length > 1) return 400
    if (host === undefined || host === '') {
      req.headers.host = 'localhost'
      return undefined
    }
    if (host === lastGood) return undefined
    if (!isHostHeader(host)) return 400
    if (!isAllowed(host)) return 421
    lastGood = host
    return undefined
  }
}

const createListener = ({ router, serve, before, publicUrl, log }: ServerOptions) => {
  const checkHost = createHostCheck(publicUrl)
  const fail = (name: string, res: ServerResponse, error: unknown) => {
    if (!res.destroyed) log('error', `Function.${name}`, `The request failed: ${errorMessage(error)}`, error)
    sendStatus(res, 500)
  }
  const handle = (req: IncomingMessage, res: ServerResponse): void => {
    // Without listeners a client that disconnects would end the process.
    req.on('error', ignore)
    res.on('error', ignore)
    const { url = '/', method = 'GET' } = req
    const refused = url.startsWith('/') ? checkHost(req) : 400
    if (refused !== undefined) {
      sendStatus(res, refused)
      return
    }
    const [sent = '/'] = url.split('?', 1)
    const path = foldPath(sent)
    req.url = `${path}${url.slice(sent.length)}`
    if (before.some((handler) => handler(req, res, path))) return
    const match = router(method, path)
    if (match === undefined) {
      sendStatus(res, 404)
      return
    }
    const { target, params } = match
    serve(target, params, req, res).catch((error: unknown) => fail(target.name, res, error))
  }
  return (req: IncomingMessage, res: ServerResponse): void => {
    try {
      handle(req, res)
    } catch (error) {
      fail('Host.Http', res, error)
    }
  }
}

export const portOf = (address: AddressInfo | string | null): number =>
  address !== null && typeof address === 'object' ? address.port : 0

const closeServer = async (server: Server, graceMs: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  const idle = setInterval(() => server.closeIdleConnections(), idleCheckMs)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await promise
  clearInterval(idle)
  clearTimeout(cut)
}

/** Starts listening on this machine only. Rejects if the port is taken. */
export const listen = async (options: ServerOptions): Promise<HttpServer> => {
  const server = createServer(timeouts, createListener(options))
  const { promise, resolve, reject } = Promise.withResolvers<HttpServer>()
  server.once('error', reject)
  server.listen(options.port, '127.0.0.1', () => {
    server.off('error', reject)
    server.on('error', (error) => {
      options.log('error', 'Host.Http', `The HTTP server failed: ${error.message}`, error)
    })
    resolve({ port: portOf(server.address()), close: (graceMs) => closeServer(server, graceMs) })
  })
  return promise
}
