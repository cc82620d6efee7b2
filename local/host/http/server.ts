import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { createHostRule, isHostHeader } from './allowed-hosts.ts'
import { answerBrokenRequest } from './answer-broken-request.ts'
import { sendStatus } from './own-response.ts'
import type { ServeFunction } from './buffered.ts'
import { maxHeadBytes, refusalOfHead } from './check-head.ts'
import { foldPath } from './fold-path.ts'
import { originForm } from './origin-form.ts'
import { createPipelineRule } from './pipeline-rule.ts'
import type { Router } from './router.ts'
import { createSeldomLog } from './seldom-log.ts'

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

const serverOptions = {
  // Node.js would answer by itself, without a body.
  requireHostHeader: false,
  maxHeaderSize: maxHeadBytes,
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}
const idleCheckMs = 50

const ignore = () => {}

const namesHost = (text: string, index: number): boolean => index % 2 === 0 && text.toLowerCase() === 'host'

const isNamed = (host: string | undefined): host is string => host !== undefined && host !== ''

/** The status that a request is refused with for its Host: two, one that makes no URL, or one of another machine. */
const createHostCheck = (publicUrl: string | undefined): ((req: IncomingMessage) => number | undefined) => {
  const isAllowed = createHostRule(publicUrl)
  let lastGood = ''
  return ({ headers: { host }, rawHeaders, httpVersion }) => {
    if (rawHeaders.filter(namesHost).length > 1) return 400
    if (host === undefined && httpVersion === '1.1') return 400
    if (!isNamed(host) || host === lastGood) return undefined
    if (!isHostHeader(host)) return 400
    if (!isAllowed(host)) return 421
    lastGood = host
    return undefined
  }
}

/** Refuses a request that the server does not take, and closes its connection as the host does. */
const refuse = (res: ServerResponse, status: number): void => {
  res.setHeader('connection', 'close')
  sendStatus(res, status)
}

type Listener = (req: IncomingMessage, res: ServerResponse, awaitsContinue: boolean) => void

const createListener = ({ router, serve, before, publicUrl, log }: ServerOptions): Listener => {
  const checkHost = createHostCheck(publicUrl)
  const fail = (name: string, res: ServerResponse, error: unknown) => {
    if (!res.destroyed) log('error', `Function.${name}`, `The request failed: ${errorMessage(error)}`, error)
    sendStatus(res, 500)
  }
  /** The platform's own paths, then the functions, then its home page, which is switched off. */
  const dispatch: Listener = (req, res, awaitsContinue) => {
    const { url = '/', method = 'GET' } = req
    const [path = '/'] = url.split('?', 1)
    if (before.some((handler) => handler(req, res, path))) return
    const match = router(method, path)
    if (match === undefined) {
      sendStatus(res, path === '/' ? 204 : 404)
      return
    }
    const { target, params } = match
    // Without a host the request has no URL for the function.
    if (!isNamed(req.headers.host)) {
      sendStatus(res, 500)
      return
    }
    if (awaitsContinue) res.writeContinue()
    serve(target, params, req, res).catch((error: unknown) => fail(target.name, res, error))
  }
  const handle: Listener = (req, res, awaitsContinue) => {
    // Without listeners a client that disconnects would end the process.
    req.on('error', ignore)
    res.on('error', ignore)
    const url = originForm(req.url ?? '/', req.headers.host)
    const refused = refusalOfHead(req) ?? checkHost(req) ?? (url === undefined ? 400 : undefined)
    if (refused !== undefined || url === undefined) {
      refuse(res, refused ?? 400)
      return
    }
    const [path = '/'] = url.split('?', 1)
    req.url = `${foldPath(path)}${url.slice(path.length)}`
    dispatch(req, res, awaitsContinue)
  }
  return (req, res, awaitsContinue) => {
    try {
      handle(req, res, awaitsContinue)
    } catch (error) {
      fail('Host.Http', res, error)
    }
  }
}

const createHttpServer = (options: ServerOptions): Server => {
  const listener = createListener(options)
  const isTooMany = createPipelineRule()
  const note = createSeldomLog(options.log)
  const lastResponses = new WeakMap<Duplex, ServerResponse>()
  const take: Listener = (req, res, awaitsContinue) => {
    if (isTooMany(req, res)) {
      note((count) => `${count} connections were cut that sent requests without taking the responses`)
      req.on('error', ignore).socket.destroy()
      return
    }
    lastResponses.set(req.socket, res)
    listener(req, res, awaitsContinue)
  }
  return createServer(serverOptions, (req, res) => take(req, res, false))
    .on('checkContinue', (req, res) => take(req, res, true))
    .on('checkExpectation', (req, res) => take(req, res, false))
    .on('clientError', (error, socket) => answerBrokenRequest(error, socket, lastResponses.get(socket)))
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
  const server = createHttpServer(options)
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
