import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that nobody has now: a service that is started again has the address that its pages know. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no port')
  return address.port
}
