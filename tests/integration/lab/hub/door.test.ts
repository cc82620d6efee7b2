import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { openDoor, type Door } from '../../../../lab/hub/door.ts'

let storage: Server
let door: Door

beforeAll(async () => {
  storage = createServer((req, res) => {
    text(req).then(
      (body) =>
        res
          .writeHead(201, { 'x-seen': `${req.method} ${req.url} ${String(req.headers['x-one'])}` })
          .end(body),
      () => res.destroy(),
    )
  }).listen(0, '127.0.0.1')
  await once(storage, 'listening')
  const address = storage.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  door = await openDoor(address.port)
})
afterAll(async () => {
  await door.close()
  storage.closeAllConnections()
  storage.close()
})

const ask = () =>
  fetch(`http://127.0.0.1:${door.port}/a%20b?c=d`, { method: 'PUT', headers: { 'x-one': '1' }, body: 'text' })

test('an open door passes requests unchanged and counts them; a closed one refuses them', async () => {
  const response = await ask()
  expect([response.status, response.headers.get('x-seen'), await response.text()]).toEqual([
    201,
    'PUT /a%20b?c=d 1',
    'text',
  ])
  expect(door.passed()).toBe(1)
  await door.close()
  await expect(ask()).rejects.toThrow('fetch failed')
  await door.open()
  expect((await ask()).status).toBe(201)
  expect(door.passed()).toBe(2)
})
