import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sendBytes, type RawReply } from '../../../../support/raw-http.ts'
import { createWorkspace, runHost } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

// What a client meets at Azure's host before a function sees its request. A request without `Connection: close` in these
// tests ends only because the host closes its connection.

const space = createWorkspace()
let host: RunningHost
beforeAll(async () => {
  host = await runHost(space.stateFile, { HOST_MASTER_KEY: 'master' })
})
afterAll(async () => {
  await host.kill('SIGKILL')
  space.remove()
})

const send = (text: string) => sendBytes(host.url, Buffer.from(text, 'latin1'))
const statusOf = async (text: string) => (await send(text)).status

const ask = (method: string, target: string, lines: readonly string[] = ['Host: localhost']) =>
  send(`${[`${method} ${target} HTTP/1.1`, 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`)

/** The code of a refusal in the form of the API's errors. */
const errorOf = ({ body, headers }: RawReply): string | undefined => {
  const { error } = JSON.parse(body) as { error: { code: string; message: string } }
  expect(error.message).toMatch(/./)
  expect(headers.get('x-ms-error-code')).toBe(error.code)
  expect(headers.get('x-ms-request-id')).toMatch(/^[\w-]{36}$/)
  expect(headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
  return error.code
}

describe('outside the functions', () => {
  test.each([
    ['GET', '/'],
    ['HEAD', '/'],
    ['POST', '/'],
    ['DELETE', '/?a=b'],
    ['GET', '/x/..'],
  ])('%s %s is the home page, switched off: 204', async (method, target) => {
    const { status, body, headers } = await ask(method, target)
    expect([status, body, headers.has('x-ms-request-id')]).toEqual([204, '', false])
  })

  test.each([
    '/hello',
    '//',
    '//x',
    '//api/hello',
    '/api//hello',
    '/api/hello//',
    '/api//files/mine',
    '/admin',
    '/admin/x',
    '/runtime/x',
    '/runtime/webhooks',
  ])('%s is the 404 of the host', async (target) => {
    const reply = await ask('GET', target)
    expect([reply.status, errorOf(reply)]).toEqual([404, 'RouteNotFound'])
  })

  test.each([
    '/admin/host/status',
    '/admin/functions',
    '/Admin/Functions/nightly',
    '/runtime/webhooks/durabletask/instances/x',
    '/RUNTIME/webhooks/x',
    '/api/../admin/host/status',
  ])('%s is 401 without the key of the host, with another one too, and 404 with it', async (target) => {
    expect((await ask('GET', target)).status).toBe(401)
    const withKey = (key: string) => ask('GET', target, ['Host: localhost', `x-functions-key: ${key}`])
    expect((await withKey('other')).status).toBe(401)
    expect((await withKey('master')).status).toBe(404)
  })
})

test.each([
  ['a long URL', `GET /api/hello?${'a'.repeat(9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 414],
  ['a very long URL', `GET /api/hello?${'a'.repeat(300_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 414],
  ['a long header', `GET /api/hello HTTP/1.1\r\nHost: localhost\r\na: ${'b'.repeat(33_000)}\r\n\r\n`, 431],
  ['no host', 'GET /api/hello HTTP/1.1\r\n\r\n', 400],
  ['two hosts', 'GET /api/hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n', 400],
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['%00', 'GET /api/hello%00 HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
  ['a foreign host', 'GET /api/hello HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', 421],
  ['an unknown method', 'FOO /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
  ['another method', 'TRACE /api/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 404],
  [
    'a path of the host',
    'GET /admin/host/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    401,
  ],
  [
    'broken chunks',
    'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
    500,
  ],
])('a refusal for %s says why, as the API does', async (_, text, status) => {
  const reply = await send(text)
  expect(reply.status).toBe(status)
  expect(errorOf(reply)).toMatch(/^[A-Z]/)
})

test('a refusal reaches a client that still sends its head', async () => {
  const reply = await send(`GET / HTTP/1.1\r\nHost: localhost\r\na: ${'b'.repeat(900_000)}\r\n\r\n`)
  expect([414, 431]).toContain(reply.status)
  expect(errorOf(reply)).toBe('InvalidRequest')
})

describe('the head of a request', () => {
  const hello = (...lines: readonly string[]) => ask('GET', '/api/hello', ['Host: localhost', ...lines])

  test('in absolute form is taken if it names the host of the header', async () => {
    const absolute = (authority: string, name: string) =>
      ask('GET', `http://${authority}/api/none/../hello?a=b`, [`Host: ${name}`])
    expect(await absolute('localhost', 'localhost')).toMatchObject({
      status: 200,
      body: expect.stringContaining('{"hello":"world"}'),
    })
    expect((await absolute('LOCALHOST:1', 'localhost:1')).status).toBe(200)
    expect((await absolute('localhost', 'localhost:1')).status).toBe(400)
    expect((await absolute('evil.example', 'evil.example')).status).toBe(421)
    expect((await ask('GET', 'http://localhost')).status).toBe(204)
  })

  test('with a URL over 8 KB is 414, whatever its length, and closes the connection', async () => {
    const long = (length: number) => `GET /api/hello?${'a'.repeat(length)} HTTP/1.1\r\nHost: localhost\r\n`
    expect(await statusOf(`${long(8000)}Connection: close\r\n\r\n`)).toBe(200)
    for (const length of [8192, 20_000, 100_000]) expect(await statusOf(`${long(length)}\r\n`)).toBe(414)
  })

  test('with over 100 headers, or over 32 KB of them, is 431 and closes the connection', async () => {
    const headers = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}: a`)
    expect((await hello(...headers(98))).status).toBe(200)
    const many = headers(100).join('\r\n')
    expect(await statusOf(`GET /api/hello HTTP/1.1\r\nHost: localhost\r\n${many}\r\n\r\n`)).toBe(431)
    expect((await hello(`x-long: ${'a'.repeat(30_000)}`)).status).toBe(200)
    for (const length of [33_000, 100_000]) {
      const one = `x-long: ${'a'.repeat(length)}`
      expect(await statusOf(`GET /api/hello HTTP/1.1\r\nHost: localhost\r\n${one}\r\n\r\n`)).toBe(431)
    }
  })

  test.each([
    ['%00 in the path', 'GET /api/hello%00 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a byte beyond ASCII in a header', 'GET /api/hello HTTP/1.1\r\nHost: localhost\r\nx-a: \xe9\r\n\r\n'],
    ['a byte beyond ASCII in the URL', 'GET /api/hell\xf6 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['no host', 'GET /api/hello HTTP/1.1\r\n\r\n'],
    ['a method in lower case', 'get /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('with %s is 400 and closes the connection', async (_, text) => {
    expect(await statusOf(text)).toBe(400)
  })

  test('with a method that no function has is 404, also if the server does not know it', async () => {
    for (const method of ['TRACE', 'PROPFIND', 'LINK'])
      expect((await ask(method, '/api/hello')).status).toBe(404)
    for (const method of ['FOO', 'GETX', 'hello'])
      expect(await statusOf(`${method} /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toBe(404)
  })

  test('with an empty host is 500 at a function, which would have no URL', async () => {
    expect((await ask('GET', '/api/hello', ['Host:'])).status).toBe(500)
    expect(await statusOf('GET /api/hello HTTP/1.0\r\n\r\n')).toBe(500)
    expect((await ask('GET', '/api/none', ['Host:'])).status).toBe(404)
  })
})

describe('the body of a request', () => {
  const post = 'POST /api/echo HTTP/1.1\r\nHost: localhost\r\n'

  test.each([
    ['a size that is none', 'zz\r\nab\r\n'],
    ['more than its size', '2\r\nabc\r\n0\r\n\r\n'],
  ])('in chunks, one of them with %s, is 500 and closes the connection', async (_, chunks) => {
    expect(await statusOf(`${post}Transfer-Encoding: chunked\r\n\r\n${chunks}`)).toBe(500)
  })

  test('in an encoding that does not end with chunks is 400', async () => {
    expect(await statusOf(`${post}Transfer-Encoding: gzip\r\n\r\nab`)).toBe(400)
  })

  test('that waits for 100 gets it from a function, and from nothing else', async () => {
    const lines = ['Host: localhost', 'Content-Length: 0', 'Expect: 100-continue']
    const taken = await ask('POST', '/api/echo', lines)
    expect([taken.status, taken.body]).toEqual([100, expect.stringMatching(/^HTTP\/1.1 200 /)])
    expect((await ask('POST', '/api/none', lines)).status).toBe(404)
  })

  test('with any other expectation is served', async () => {
    expect((await ask('GET', '/api/hello', ['Host: localhost', 'Expect: x'])).status).toBe(200)
  })
})

test('a connection serves on after a 404 and a 401', async () => {
  const one = (path: string, last = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${last}\r\n`
  const text = `${one('/x')}${one('/admin/host/status')}${one('/api/hello', 'Connection: close\r\n')}`
  const { status, body } = await send(text)
  expect([status, body.match(/HTTP\/1.1 \d+/g)]).toEqual([404, ['HTTP/1.1 401', 'HTTP/1.1 200']])
})
