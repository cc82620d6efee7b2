import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { findLastingPort } from '../../local/platform/ports.ts'

/** The way to a storage service: it counts the requests that pass, and can be closed. */
export interface Door {
  readonly port: number
  /** How many requests have passed since the door was made. */
  readonly passed: () => number
  /** Cuts all connections and refuses new ones. */
  readonly close: () => Promise<void>
  readonly open: () => Promise<void>
}

const pass = async (
  target: number,
  agent: Agent,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> => {
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const { method, url, rawHeaders } = req
  const onward = request({ host: '127.0.0.1', port: target, agent, method, path: url, headers: rawHeaders })
  onward.once('response', resolve).once('error', reject)
  const [response] = await Promise.all([answered, pipeline(req, onward)])
  res.writeHead(response.statusCode ?? 502, response.rawHeaders)
  await pipeline(response, res)
}

/** An open door to a port of this machine. Its own port stays the same. */
export const openDoor = async (target: number): Promise<Door> => {
  const port = await findLastingPort()
  const agent = new Agent({ keepAlive: true })
  let passed = 0
  const serve = (req: IncomingMessage, res: ServerResponse): void => {
    passed += 1
    // The client sees what a broken storage shows: a connection that is cut.
    pass(target, agent, req, res).catch(() => res.destroy())
  }
  const listen = async () => {
    const server = createServer(serve).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen()
  return {
    port,
    passed: () => passed,
    close: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    open: async () => {
      server = await listen()
    },
  }
}
