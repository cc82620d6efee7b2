import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createRoom } from '../../../../../local/host/http/room.ts'
import { createSend } from '../../../../../local/host/http/send.ts'

const bytes = new Uint8Array(16 * 2 ** 20)
const send = createSend(createRoom({ limit: 2 * bytes.length, what: 'responses', log: () => {} }))
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
const ask = async (client = '') =>
  fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': client } })
const read = async (client: string) => (await (await ask(client)).arrayBuffer()).byteLength

test('clients that take nothing lose what they took the longest for, and nobody else waits', async () => {
  const deaf = [await open(), await open()]
  const { promise: cut, resolve } = Promise.withResolvers<unknown>()
  deaf[0]?.on('error', () => {}).once('close', resolve)
  for (let time = 0; time < 3; time += 1) expect(await read('203.0.113.7')).toBe(bytes.length)
  deaf[0]?.resume()
  await cut
  expect(deaf.map((response) => response.destroyed)).toEqual([true, false])
  deaf[1]?.destroy()
})

test('a response that never fits is refused', async () => {
  const usual = answer
  answer = (res) => send(res, { statusCode: '200', body: { bytes: new Uint8Array(3 * bytes.length) } })
  const response = await ask()
  answer = usual
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await response.json()).toMatchObject({ error: { code: 'ServiceUnavailable' } })
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
  expect((await ask()).status).toBe(200)
})

test('the length of what a HEAD does not send is the one that the function tells', async () => {
  const usual = answer
  answer = (res) => send(res, { statusCode: '200', headers: { 'content-length': '1234' } })
  const head = await fetch(`http://127.0.0.1:${port}`, { method: 'HEAD' })
  const get = await ask()
  answer = usual
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '1234', ''])
  expect([get.headers.get('content-length'), await get.text()]).toEqual(['0', ''])
})
