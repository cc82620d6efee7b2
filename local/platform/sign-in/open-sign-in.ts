import { createServer } from 'node:http'
import { once } from 'node:events'
import { sendStatus } from '../../host/http/own-response.ts'
import type { Handler } from '../../host/http/server.ts'
import type { Log } from '../../host/log.ts'
import { StartError } from '../../host/start-error.ts'
import { publicUrlOf } from '../app-settings.ts'
import { valueOf } from '../environment.ts'
import type { Environment } from '../environment.ts'
import { localClient } from '../issuer.ts'
import { findLastingPort, loopback } from '../ports.ts'
import type { Services } from '../services.ts'
import { loopbackUri } from './loopback-uri.ts'
import { authorityOf, createSignIn } from './sign-in.ts'

/** The sign-in of the local issuer, and what the app is told of it. */
export interface SignIn {
  readonly handler: Handler
  readonly settings: Readonly<Record<string, string>>
}

const isWanted = (environment: Environment): boolean => {
  const choice = valueOf(environment, 'LOCAL_SIGN_IN') ?? 'on'
  if (choice !== 'on' && choice !== 'off')
    throw new StartError(`LOCAL_SIGN_IN=${choice} is not valid: give on or off.`)
  return choice === 'on'
}

/**
 * Undefined for another issuer, and for a service with a public address: there anybody could sign in as anybody.
 * @param port Of the server that gets the handler
 */
export const openSignIn = async (
  { issuer, folder }: Pick<Services, 'issuer' | 'folder'>,
  environment: Environment,
  port: number,
  log: Log,
): Promise<SignIn | undefined> => {
  if (!isWanted(environment) || !issuer || !loopbackUri(publicUrlOf(environment, port))) return undefined
  const serviceUrl = `http://${loopback}:${port}`
  return {
    handler: await createSignIn({ issuer, folder, serviceUrl, now: Date.now, log }),
    settings: { WEB_CLIENT_ID: localClient, WEB_AUTHORITY: authorityOf(serviceUrl) },
  }
}

export interface SignInServer {
  readonly settings: SignIn['settings']
  readonly close: () => void
}

/** The sign-in on a port of its own, for a host that does not take the handler. */
export const serveSignIn = async (
  services: Pick<Services, 'issuer' | 'folder'>,
  environment: Environment,
  log: Log,
): Promise<SignInServer> => {
  const port = await findLastingPort()
  const signIn = await openSignIn(services, environment, port, log)
  if (!signIn) return { settings: {}, close: () => undefined }
  const server = createServer((req, res) => {
    const [path = '/'] = (req.url ?? '/').split('?', 1)
    if (!signIn.handler(req, res, path)) sendStatus(res, 404)
  })
  server.listen(port, loopback)
  await once(server, 'listening')
  return {
    settings: signIn.settings,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
