import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createSend } from '../../../../../local/host/http/send.ts'
import { until } from '../run-host.ts'

const bytes = new Uint8Array(16 * 2 ** 20)
const send = createSend(2 * bytes.length)
let answer = (res: ServerResponse): void => send(res, { statusCode: '200', body: { bytes } })
const server = createServer((_, res) => answer(res))
let port: number

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const open = async (): Promise<IncomingMessage> => {
  const [response] = (await once(get({ port, host: '127.0.0.1', agent: false }), 'response')) as [
    IncomingMessage,
  ]
  return response
}
const ask = async () => (await fetch(`http://127.0.0.1:${port}`)).status

test('clients that take nothing hold no more than the limit, and one more is refused', async () => {
  const deaf = [await open(), await open()]
  const refused = await open()
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '2'])
  refused.resume()
  deaf[0]?.destroy()
  const next = await until(async () => ((await ask()) === 200 ? 200 : undefined), 'room')
  expect(next).toBe(200)
  deaf[1]?.destroy()
})

test('nothing is held for a client that has gone before', async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const usual = answer
  answer = (res) => {
    res.once('close', () => {
      for (let time = 0; time < 3; time += 1) usual(res)
      answer = usual
      resolve()
    })
    res.destroy()
  }
  await expect(open()).rejects.toThrow('hang up')
  await gone
  expect(await ask()).toBe(200)
})
