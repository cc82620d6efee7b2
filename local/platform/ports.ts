import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { hasCode } from './private-file.ts'

export const LOOPBACK = '127.0.0.1'

/** A free loopback port: the given one, or any for 0. Undefined when the given one is taken. */
export async function findPort(port: number): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(port, LOOPBACK)
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

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.')
  return address.port
}

const LASTING_FROM = 20_000
const LASTING_TO = 30_000

/** A free port to be kept for years: below those that the operating system lends to outgoing connections. */
export async function findLastingPort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = await findPort(randomInt(LASTING_FROM, LASTING_TO))
    if (port !== undefined) return port
  }
  throw new Error(`No free port was found from ${LASTING_FROM} to ${LASTING_TO}.`)
}
