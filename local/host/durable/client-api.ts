import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { portOf } from '../http/server.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { isFinal } from './instances.ts'
import type { Instance } from './instances.ts'
import { BadRequestError } from './operations.ts'
import type { Operations } from './operations.ts'
import { UnsupportedError } from './protocol.ts'

export interface ClientApi {
  /** The value of `durableClient` inputs. */
  readonly client: string
  readonly close: () => Promise<void>
}

interface Answer {
  readonly status: number
  /** Sent as JSON, if given. */
  readonly body?: unknown
}

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
/** As the extension writes it: whole seconds. */
const seconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

const view = ({ id, name, status, input, output, created, updated }: Instance) => ({
  name,
  instanceId: id,
  runtimeStatus: status,
  input: parse(input),
  output: parse(output),
  createdTime: seconds(created),
  lastUpdatedTime: seconds(updated),
})

const find = (operations: Operations, id: string): Answer => {
  const instance = operations.find(id)
  if (instance === undefined) return { status: 404 }
  return { status: isFinal(instance.status) ? 200 : 202, body: view(instance) }
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
  return started === undefined
    ? { status: 409, body: `An instance with the id "${id ?? ''}" is already running.` }
    : { status: 202, body: { id: started } }
}

/** @throws UnsupportedError for all that this engine does not do */
const answer = async (operations: Operations, req: IncomingMessage, below: string): Promise<Answer> => {
  const url = new URL(`http://localhost/${below}`)
  const [option] = url.searchParams.keys()
  if (option !== undefined) throw new UnsupportedError(`The option ${option} of the Durable client`)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const [collection, first, second, third] = parts.map(decodeURIComponent)
  if (req.method === 'POST' && collection === 'orchestrators' && first !== undefined && third === undefined)
    return start(operations, req, first, second)
  if (req.method === 'GET' && collection === 'instances' && first !== undefined && second === undefined)
    return find(operations, first)
  throw new UnsupportedError(`${req.method} ${parts.join('/')} of the Durable client`)
}

const statusOf = (error: unknown): number => {
  if (error instanceof UnsupportedError) return 501
  const isClients =
    error instanceof BadRequestError || error instanceof SyntaxError || error instanceof URIError
  return isClients ? 400 : 500
}

/** Longer than the client keeps an idle connection, so that no call meets one that is being closed. */
const keepAliveTimeout = 65_000

const linkNames =
  'statusQueryGetUri sendEventPostUri terminatePostUri rewindPostUri purgeHistoryDeleteUri restartPostUri suspendPostUri resumePostUri'

/** Links to manage instances lead nowhere here: in their place stands a sentence that says so. */
const clientValue = (rpcBaseUrl: string): string => {
  const { message } = new UnsupportedError('A link to manage instances')
  const links = Object.fromEntries(linkNames.split(' ').map((name) => [name, message]))
  return JSON.stringify({
    taskHubName: 'Embedded',
    creationUrls: {},
    managementUrls: { id: 'INSTANCEID', ...links },
    rpcBaseUrl,
  })
}

/** Serves the client of `durable-functions` on a loopback port, below a path that cannot be guessed. */
export const openClientApi = async (operations: Operations, log: Log): Promise<ClientApi> => {
  const base = `/${randomBytes(24).toString('hex')}/`
  const respond = async (req: IncomingMessage): Promise<Answer> => {
    const { url = '' } = req
    if (!url.startsWith(base)) return { status: 404 }
    try {
      return await answer(operations, req, url.slice(base.length))
    } catch (error) {
      const status = statusOf(error)
      if (status === 500)
        log('error', 'Host.Durable', `A call of the client failed: ${errorMessage(error)}`, error)
      return { status, body: errorMessage(error) }
    }
  }
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { status, body } = await respond(req)
    const json = body === undefined ? '' : JSON.stringify(body)
    res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(json)
  }
  const server = createServer({ keepAliveTimeout }, (req, res) => {
    serve(req, res).catch((error: unknown) => {
      log('error', 'Host.Durable', `A response to the client failed: ${errorMessage(error)}`, error)
      res.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    client: clientValue(`http://127.0.0.1:${portOf(server.address())}${base}`),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
