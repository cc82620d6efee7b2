import { createServer, request as forward } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { portOf } from '../../../local/platform/ports.ts'

/** How a request to a partition is refused: after so many ms, as over the provisioned throughput. */
export interface Refusal {
  readonly after: number
}

/** Stands between the service and the stand-in for Cosmos DB, and refuses requests to some partitions. */
export interface FaultyDatabase {
  readonly endpoint: string
  /** @param choose By the partition of items; undefined passes the request on */
  readonly refuse: (choose: (partition: string) => Refusal | undefined) => void
  readonly close: () => Promise<void>
}

/** Longer than any call of the store may take, so it is not sent again. */
const retryAfterMs = 60_000

const partitionOf = ({ url = '', headers }: IncomingMessage): string | undefined => {
  if (!url.includes('/colls/items/')) return undefined
  const found = /^\["(.*)"\]$/.exec(String(headers['x-ms-documentdb-partitionkey'] ?? ''))
  return found?.[1]
}

const tooMuch = (res: ServerResponse): void => {
  res
    .writeHead(429, { 'content-type': 'application/json', 'x-ms-retry-after-ms': String(retryAfterMs) })
    .end(JSON.stringify({ code: '429', message: 'Request rate is large' }))
}

export const openFaultyDatabase = async (target: string): Promise<FaultyDatabase> => {
  let choose: (partition: string) => Refusal | undefined = () => undefined

  const pass = (req: IncomingMessage, res: ServerResponse): void => {
    const onward = forward(`${target}${req.url ?? ''}`, { method: req.method, headers: req.headers })
    onward.on('response', (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  }

  const server = createServer((req, res) => {
    const partition = partitionOf(req)
    const refusal = partition === undefined ? undefined : choose(partition)
    if (!refusal) {
      pass(req, res)
      return
    }
    req.resume()
    setTimeout(() => tooMuch(res), refusal.after)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${portOf(server.address())}`,
    refuse: (rule) => {
      choose = rule
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
