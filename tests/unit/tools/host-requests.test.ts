import { afterEach, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { portOf } from '../../../local/platform/ports.ts'
import { sendHostRequest } from '../../../tools/host-requests.ts'

let server: Server

const serve = async (answer: (socket: Socket) => void): Promise<string> => {
  server = createServer((socket) => {
    socket.once('data', () => answer(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${portOf(server.address())}`
}

afterEach(() => {
  server.close()
})

const request = { line: 'GET /api/health', status: 200 }

test('reads the status of an answer', async () => {
  const url = await serve((socket) => socket.end('HTTP/1.1 405 Method Not Allowed\r\n\r\n'))
  expect(await sendHostRequest(url, request)).toBe(405)
})

test('a host that never answers, or breaks the connection, gave no answer', async () => {
  expect(await sendHostRequest(await serve(() => undefined), request, 20)).toBe(0)
  server.close()
  expect(await sendHostRequest(await serve((socket) => socket.resetAndDestroy()), request)).toBe(0)
})
