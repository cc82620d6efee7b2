import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { servicePortOf } from './environment.ts'
import type { Environment } from './environment.ts'
import { hasCode } from '../host/file-failure.ts'
import { StartError } from '../host/start-error.ts'

export const loopback = '127.0.0.1'

export const portOf = (address: AddressInfo | string | null): number => {
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.')
  return address.port
}

/** A free loopback port: the given one, or any for 0. Undefined when the given one is taken. */
export const findPort = async (port: number): Promise<number | undefined> => {
  const server = createServer()
  try {
    server.listen(port, loopback)
    await once(server, 'listening')
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) return undefined
    throw error
  }
  const found = portOf(server.address())
  server.close()
  await once(server, 'close')
  return found
}

const lastingFrom = 20_000
const lastingTo = 30_000

/**
 * A free port that is still free when it is used: it is below those that the operating system gives to outgoing
 * connections.
 */
export const findLastingPort = async (): Promise<number> => {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = await findPort(randomInt(lastingFrom, lastingTo))
    if (port !== undefined) return port
  }
  throw new Error(
    `No free port was found from ${lastingFrom} to ${lastingTo}: choose one with PORT or BLOB_PORT.`,
  )
}

/** The port to serve on. It is needed before the app is loaded, because its settings hold it. */
export const chooseServicePort = async (environment: Environment): Promise<number> => {
  const wanted = servicePortOf(environment)
  const port = wanted === 0 ? await findLastingPort() : await findPort(wanted)
  if (port !== undefined) return port
  throw new StartError(
    `Port ${wanted} is taken by another program. Stop that one first, or choose another port with PORT ` +
      '(0 picks a free one).',
  )
}
