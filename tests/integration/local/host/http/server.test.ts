import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { sendBytes } from '../../../../support/raw-http.ts'
import { createWorkspace, runHost, until } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

const ownError = (code: string): unknown => ({ error: { code, message: expect.stringMatching(/./) } })

describe('HTTP functions', () => {
  const space = createWorkspace()
  let host: RunningHost
  const api = async (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init)

  beforeAll(async () => {
    host = await runHost(space.stateFile, { PUBLIC_URL: 'https://labels.example.org' }, [
      '--max-body',
      '1000000',
    ])
  })
  afterAll(async () => {
    await host.kill('SIGKILL')
    space.remove()
  })

  test('answers JSON with its headers', async () => {
    const response = await api('hello')
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await response.json()).toEqual({ hello: 'world' })
  })

  test.each([
    ['items/mine', { by: 'id', params: { id: 'mine' } }],
    ['items/a%20b', { by: 'id', params: { id: 'a b' } }],
    ['files/mine', { by: 'literal' }],
    ['files/a/b.txt', { path: 'a/b.txt' }],
  ])('the function whose name comes first takes %s, as on Azure', async (path, expected) => {
    expect(await (await api(path)).json()).toEqual(expected)
  })

  test('functions share a route with different methods, and no other method is found', async () => {
    const created = await api('items/9', { method: 'POST', body: '{"a":1}' })
    expect([created.status, await created.json()]).toEqual([201, { a: 1 }])
    expect((await api('items/9', { method: 'DELETE' })).status).toBe(404)
    expect((await fetch(`${host.url}/hello`)).status).toBe(404)
  })

  test('repeated query keys arrive joined, whatever their case; the URL has each', async () => {
    expect(await (await api('query?x=1&y=&X=a%20b&x=2')).json()).toEqual({
      query: [
        ['x', '1,a b,2'],
        ['y', ''],
      ],
      url: `${host.url}/api/query?x=1&y=&X=a%20b&x=2`,
    })
  })

  test('a handler that throws gives 500, one that returns nothing 204', async () => {
    const [thrown, nothing] = await Promise.all([api('throws'), api('nothing')])
    expect([thrown.status, await thrown.json()]).toEqual([500, ownError('InternalError')])
    expect([nothing.status, await nothing.text()]).toEqual([204, ''])
    expect(host.errors()).toMatch(/on purpose/)
  })

  test('bodies go both ways, and one that breaks off is no response', async () => {
    const chunks = await api('chunks')
    expect([await chunks.text(), chunks.headers.get('content-length')]).toEqual(['one two three', '13'])
    const body = 'x'.repeat(900_000)
    const echoed = await api('echo', { method: 'PUT', body })
    expect([echoed.headers.get('x-method'), await echoed.text()]).toEqual(['PUT', body])
    const [broken, cookie] = await Promise.all([api('broken'), api('cookie')])
    expect([broken.status, await broken.json()]).toEqual([500, ownError('InternalError')])
    expect(cookie.status).toBe(500)
    expect(host.errors()).toMatch(/half way/)
    expect(host.errors()).toMatch(/Cookies are not supported/)
  })

  test('bytes arrive as they are', async () => {
    const bytes = new Uint8Array(await (await api('bytes/300000')).arrayBuffer())
    expect([bytes.length, bytes.every((byte) => byte === 1)]).toEqual([300_000, true])
  })

  const sendChunked = async (chunks: readonly Uint8Array[]) => {
    const body = Readable.toWeb(Readable.from(chunks))
    return api('echo', { method: 'POST', body, duplex: 'half' } as unknown as RequestInit)
  }

  const isTooLarge = async (response: Response) => {
    expect([response.status, await response.json()]).toEqual([413, ownError('RequestTooLarge')])
    expect(response.headers.get('x-ms-error-code')).toBe('RequestTooLarge')
    expect(response.headers.get('x-ms-request-id')).toMatch(/^[\w-]{36}$/)
    // It is the connection of no other request.
    expect(response.headers.get('connection')).toBe('close')
  }

  test('413 beyond the limit, announced or not, with the error that the API documents', async () => {
    for (const size of [1_000_001, 2_200_000, 20_000_000])
      await isTooLarge(await api('echo', { method: 'POST', body: new Uint8Array(size) }))
    const chunk = new Uint8Array(600_000)
    await isTooLarge(await sendChunked([chunk, chunk]))
    // One line a minute, so it is about the first.
    const line = /it has 1000001 bytes, more than 1000000/
    await until(() => (line.test(host.errors()) ? true : undefined), 'the line')
    expect((await api('hello')).status).toBe(200)
  })

  test('413 also to a client that reads nothing before it has sent everything', async () => {
    const size = 8_000_000
    const head = `POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`
    const reply = await sendBytes(host.url, Buffer.concat([Buffer.from(head), Buffer.alloc(size)]))
    expect([reply.status, JSON.parse(reply.body)]).toEqual([413, ownError('RequestTooLarge')])
  })

  test('a body that does not announce its length is dropped, and its connection goes on', async () => {
    const dropped = await sendChunked([new Uint8Array(1000)])
    expect([dropped.status, dropped.headers.get('x-length')]).toEqual([200, '0'])
  })

  test.each([
    'GET /api/hello HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET /api/hello HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n',
    'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n',
    'GET http://x/api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'nonsense\r\n\r\n',
  ])('400 for %j', async (text) => {
    const socket = connect(host.port, '127.0.0.1', () => socket.end(text))
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
  })

  test('repeated headers are passed on as one text, also those of which Node keeps the first only', async () => {
    const lines = [
      'GET /api/headers HTTP/1.1',
      'Host: localhost:7071',
      'Authorization: one',
      'If-Match: "a"',
      'authorization: two',
      'Content-Type: text/plain',
      'AUTHORIZATION: two',
      'Content-Type: text/html',
      '__proto__: odd',
      'If-Match: "b"',
      'Connection: close',
    ]
    const socket = connect(host.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(JSON.parse(/\{.*\}/.exec(answer)?.[0] ?? '')).toMatchObject({
      host: 'localhost:7071',
      authorization: 'one,two,two',
      'content-type': 'text/plain,text/html',
      'if-match': '"a","b"',
    })
  })

  const raw = async (text: string): Promise<string> => {
    const socket = connect(host.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    return answer
  }

  test.each([
    ['localhost', 200],
    ['LOCALHOST:1', 200],
    ['127.0.0.1:7071', 200],
    ['[::1]:7071', 200],
    ['labels.example.org', 200],
    ['evil.example', 421],
    ['evil.example:7071', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['192.168.1.7', 421],
    ['x.labels.example.org', 421],
  ])(
    'a request for the host %s is %i: other names that point here belong to others',
    async (name, status) => {
      for (const path of [
        '/api/hello',
        '/api/none',
        '/admin/functions/nightly',
        '/runtime/webhooks/durabletask',
      ]) {
        const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`)
        const own = { '/api/hello': 200, '/api/none': 404 }[path] ?? 401
        const expected = status === 200 ? own : status
        expect([path, answer.slice(0, 13)]).toEqual([path, `HTTP/1.1 ${expected} `])
      }
    },
  )

  test.each([
    ['/api/none/../hello', '{"hello":"world"}'],
    ['/api/none/%2E%2e/hello', '{"hello":"world"}'],
    ['/api/./hello', '{"hello":"world"}'],
    ['/api/items/x/%2e%2e/9', '{"by":"id","params":{"id":"9"}}'],
  ])('%s is resolved before it is routed, as on Azure', async (path, body) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toContain(body)
  })

  test('the address of the connection comes last in X-Forwarded-For, whatever the client wrote', async () => {
    const forwarded: unknown = await (
      await api('headers', { headers: { 'x-forwarded-for': '203.0.113.7' } })
    ).json()
    expect(forwarded).toMatchObject({ 'x-forwarded-for': '203.0.113.7, 127.0.0.1' })
    expect(await (await api('headers')).json()).toMatchObject({ 'x-forwarded-for': '127.0.0.1' })
  })

  test('clients that disconnect at any moment do no harm', async () => {
    const parts = [
      'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc',
      'POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
      'GET /api/slow HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'GET /api/chunks HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'GET /api/he',
    ]
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const socket = connect(host.port, '127.0.0.1')
        await new Promise((done) => socket.once('connect', done))
        socket.write(parts[index % parts.length] ?? '')
        await new Promise((done) => setImmediate(done))
        socket.resetAndDestroy()
      }),
    )
    const ok = await until(async () => ((await api('slow')).status === 200 ? true : undefined), 'an answer')
    expect(ok).toBe(true)
    expect(host.process.exitCode).toBeNull()
  })
})

test.each([
  [
    'cut while it is answered',
    'GET /api/slow HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
  ],
  ['broken', 'GET /api/slow HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
])('an unread chunked body, %s, does no harm', async (_, text) => {
  const space = createWorkspace()
  const host = await runHost(space.stateFile)
  const socket = connect(host.port, '127.0.0.1', () => socket.end(text))
  socket.resume()
  await new Promise((done) => socket.once('close', done))
  expect((await fetch(`${host.url}/api/slow`)).status).toBe(200)
  expect(host.process.exitCode).toBeNull()
  await host.kill('SIGKILL')
  space.remove()
})

test('stops gracefully: a running request is answered, then the process ends', async () => {
  const space = createWorkspace()
  const host = await runHost(space.stateFile)
  const slow = fetch(`${host.url}/api/slow`)
  await fetch(`${host.url}/api/hello`)
  const [response, code] = await Promise.all([slow, host.kill('SIGTERM')])
  expect([await response.text(), code]).toEqual(['done', 0])
  space.remove()
})
