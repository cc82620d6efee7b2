import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sendBytes } from '../../../../support/raw-http.ts'
import { createWorkspace, runHost } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

// What a stranger can send in little, so that the host holds much. The host has a small memory here.

const space = createWorkspace()
let host: RunningHost
beforeAll(async () => {
  host = await runHost(space.stateFile, { NODE_OPTIONS: '--max-old-space-size=64' })
})
afterAll(async () => {
  await host.kill('SIGKILL')
  space.remove()
})

const hello = async () => (await fetch(`${host.url}/api/hello`)).status
const ask = (path: string, last = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${last}\r\n`
const send = (text: string) => sendBytes(host.url, Buffer.from(text))

test('a body of very many chunks is dropped as it comes', async () => {
  const head =
    'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
  const { status } = await send(`${head}${'1\r\na\r\n'.repeat(600_000)}0\r\n\r\n`)
  expect([status, await hello()]).toEqual([200, 200])
})

test('requests that are sent without waiting for responses are answered, up to 32 of a connection', async () => {
  const close = 'Connection: close\r\n'
  const served = await send(`${ask('/api/hello').repeat(31)}${ask('/api/hello', close)}`)
  expect(served.body.match(/HTTP\/1.1 200/g)).toHaveLength(31)
  await send(ask('/api/bytes/300000').repeat(300)).catch(() => {})
  await send(ask('/api/bytes/300000').repeat(300)).catch(() => {})
  expect(await hello()).toBe(200)
  expect(host.errors().match(/connections were cut/g)).toHaveLength(1)
})

test('bodies that are too large are refused with one line in the log', async () => {
  const head = 'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000000\r\n\r\n'
  for (let time = 0; time < 3; time += 1)
    expect(await send(head)).toMatchObject({
      status: 413,
      body: expect.stringContaining('"RequestTooLarge"'),
    })
  expect(host.errors().match(/no usable body/g)).toHaveLength(1)
})
