import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { refuseWritesWhile } from '../../../../local/platform/refuse-writes.ts'

let failing = false
const seen: string[] = []
const server = createServer((request, response) => {
  seen.push(request.method ?? '')
  request.resume()
  response.end('served')
})
refuseWritesWhile(server, () => failing)
let url: string

beforeEach(async () => {
  seen.length = 0
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/etiquette/images/a`
})

afterEach(async () => {
  failing = false
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

const send = async (method: string, body?: string) => {
  const response = await fetch(url, { method, ...(body !== undefined && { body }) })
  return [response.status, await response.text()] as const
}

test.each([
  ['PUT', 'x'.repeat(300_000)],
  ['DELETE', undefined],
  ['POST', 'x'],
])('refuses %s while it fails, and reads go on', async (method, body) => {
  expect(await send(method, body)).toEqual([200, 'served'])
  failing = true
  const [status, text] = await send(method, body)
  expect(status).toBe(503)
  expect(text).toContain('<Code>ServerBusy</Code>')
  expect(await send('GET')).toEqual([200, 'served'])
  failing = false
  expect(await send(method, body)).toEqual([200, 'served'])
  expect(seen).toEqual([method, 'GET', method])
})
