import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { sendUntilKnown, type SendOptions } from '../../../../../lab/soak/client/send.ts'

let server: Server
let url: string
let answers: ((request: IncomingMessage, response: ServerResponse) => void)[]
let seen: { key: unknown }[]

beforeEach(async () => {
  answers = []
  seen = []
  server = createServer((request, response) => {
    seen.push({ key: request.headers['idempotency-key'] })
    answers.shift()?.(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : ''
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const say = (status: number, code?: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
  response.end(JSON.stringify(code === undefined ? { done: true } : { error: { code } }))
}
const hangUp = (request: IncomingMessage) => request.socket.destroy()

const send = (options: Partial<SendOptions> = {}) =>
  sendUntilKnown({
    method: 'POST',
    url: () => url,
    token: 't',
    request: { body: {}, key: 'k' },
    patience: () => 5000,
    over: () => false,
    onAttempt: () => undefined,
    ...options,
  })

test('an answer is the outcome, a refusal too', async () => {
  answers = [say(200), say(409, 'PageReleased')]
  expect(await send()).toMatchObject({ status: 200, body: { done: true }, lost: 0 })
  expect(await send()).toMatchObject({ status: 409, code: 'PageReleased', lost: 0 })
})

test('what says come again is sent again, with the same key, and counted as lost where it may have been done', async () => {
  answers = [
    say(429, 'TooManyRequests'),
    say(408),
    hangUp,
    say(503, 'ServiceUnavailable'),
    say(409, 'RequestInProgress'),
    say(200),
  ]
  expect(await send()).toMatchObject({ status: 200, lost: 3 })
  expect(seen.map(({ key }) => key)).toEqual(['k', 'k', 'k', 'k', 'k', 'k'])
})

test('an answer that does not come in time is lost', async () => {
  answers = [() => undefined, say(200)]
  expect(await send({ patience: (attempt) => (attempt === 0 ? 30 : 5000) })).toMatchObject({ lost: 1 })
})

test('when it is over, nobody knows', async () => {
  answers = [hangUp, hangUp, hangUp]
  let attempts = 0
  expect(await send({ onAttempt: () => (attempts += 1), over: () => attempts === 2 })).toBeUndefined()
  expect(seen).toHaveLength(2)
})
