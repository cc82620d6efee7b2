import { once } from 'node:events'
import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { portOf } from '../../local/platform/ports.ts'
import { createSyntheticContainer } from './storage/synthetic-container.ts'

/**
 * A storage account with one container more than Azurite has: `synthetic` is answered here, every other request is
 * handed on. As a process of its own, so that neither the service nor the load pays for it. It ends with its parent.
 */
const [count = '', account = '', azuritePort = ''] = process.argv.slice(2)
const host = '127.0.0.1'
const agent = new Agent({ keepAlive: true })

const handOn = (request: IncomingMessage, response: ServerResponse): void => {
  const { method, url, rawHeaders } = request
  const headers = [...rawHeaders]
  const onward = forward({ agent, host, port: azuritePort, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.once('error', () => response.destroy())
  request.pipe(onward)
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${host}`)
  const [, first, container, ...rest] = pathname.split('/')
  if (first === account && container === 'synthetic')
    answer(decodeURIComponent(rest.join('/')), searchParams, request, response)
  else handOn(request, response)
})
server.listen(0, host)
await once(server, 'listening')
const port = portOf(server.address())
const answer = createSyntheticContainer(Number(count), `http://${host}:${port}/${account}/`, 'synthetic')
process.once('disconnect', () => process.exit(0))
process.send?.({ port })
