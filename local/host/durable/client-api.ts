import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { portOf } from '../http/server.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { answerClient } from './client-routes.ts'
import type { Answer } from './client-routes.ts'
import { BadRequestError } from './operations.ts'
import type { Operations } from './operations.ts'
import { UnsupportedError } from './protocol.ts'

export interface ClientApi {
  /** The value of `durableClient` inputs. */
  readonly client: string
  readonly close: () => Promise<void>
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
      return await answerClient(operations, req, url.slice(base.length))
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
