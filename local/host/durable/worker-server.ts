import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { portOf } from '../http/server.ts'
import type { TypedData } from '../core/rpc.ts'
import type { HostedFunction } from '../core/validate.ts'
import type { EngineHost } from './engine.ts'

/** Where the functions are called. */
export interface WorkerAddress {
  /** On loopback; 0 takes any free one. */
  readonly port: number
  /** Begins with a slash. Whoever does not know it cannot run a step: neither other users of this machine nor web pages. */
  readonly path: string
}

export const newWorkerAddress = (): WorkerAddress => ({
  port: 0,
  path: `/${randomBytes(24).toString('base64url')}`,
})

/** The functions that the Durable Task extension runs, for its process to call. */
export interface WorkerServer {
  readonly url: string
  /** Takes no further call, and waits up to `graceMs` for those that run. */
  readonly close: (graceMs: number) => Promise<void>
}

/** As a worker returns a value to its host. */
type Reply =
  | { readonly json: string }
  | { readonly string: string }
  | { readonly exception: { readonly message: string; readonly stack: string } }

interface Answer {
  readonly status: number
  readonly body?: unknown
}

const isDurable = ({ trigger }: HostedFunction): boolean =>
  trigger === 'orchestrationTrigger' || trigger === 'activityTrigger'

const replyOf = (data: TypedData | null | undefined): Reply => {
  if (data === null || data === undefined) return { json: 'null' }
  if (data.json !== undefined) return { json: data.json }
  if (data.string !== undefined) return { string: data.string }
  if (data.bytes !== undefined) return { string: Buffer.from(data.bytes).toString('base64') }
  return { json: JSON.stringify(data.int ?? data.double ?? null) }
}

const exceptionOf = (error: unknown): Reply => {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return { exception: { message, stack } }
}

const invokeDurable = async (
  { invoke }: EngineHost,
  { registered, triggerName }: HostedFunction,
  data: TypedData,
): Promise<Reply> => {
  try {
    const { result, error, respond } = await invoke(registered, {
      inputData: [{ name: triggerName, data }],
      triggerMetadata: { data },
    })
    if (error !== undefined) return exceptionOf(error)
    return replyOf((await respond(result)).returnValue)
  } catch (error) {
    return exceptionOf(error)
  }
}

/** Serves the app's orchestrators and activities. */
export const openWorkerServer = async (
  host: EngineHost,
  { port, path }: WorkerAddress,
): Promise<WorkerServer> => {
  const functions = new Map(host.functions.filter(isDurable).map((fn) => [fn.name, fn]))

  const answer = async (req: IncomingMessage): Promise<Answer> => {
    const { url: whole = '', method } = req
    if (!whole.startsWith(`${path}/`)) return { status: 404 }
    const url = whole.slice(path.length)
    if (url === '/ready') return { status: 200 }
    if (url === '/functions')
      return { status: 200, body: [...functions.values()].map(({ name, trigger }) => ({ name, trigger })) }
    const fn = functions.get(decodeURIComponent(url.replace(/^\/invoke\//, '')))
    if (method !== 'POST' || fn === undefined) return { status: 404 }
    const body = await text(req)
    const data: TypedData = req.headers['x-null'] === undefined ? { string: body } : {}
    return { status: 200, body: await invokeDurable(host, fn, data) }
  }

  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { status, body } = await answer(req)
    res
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? undefined : JSON.stringify(body))
  }

  const server = createServer({ keepAliveTimeout: 0 }, (req, res) => {
    serve(req, res).catch((error: unknown) => {
      host.log('error', 'Host.Durable', 'A call of the Durable extension failed', error)
      res.destroy()
    })
  })
  // A step takes as long as it takes.
  server.requestTimeout = 0
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}${path}`,
    close: async (graceMs) => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}
