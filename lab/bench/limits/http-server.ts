import { once } from 'node:events'
import { createServer } from 'node:http'
import { portOf } from '../../../local/platform/ports.ts'

/** The least that a service can do: read the body, answer one ready text. A process of its own; it ends with its parent. */
const body = Buffer.from(JSON.stringify({ filler: 'x'.repeat(Number(process.argv[2])) }))

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
      .end(request.method === 'HEAD' ? undefined : body)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.once('disconnect', () => process.exit(0))
process.send?.({ port: portOf(server.address()) })
