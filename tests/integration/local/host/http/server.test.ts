import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { createWorkspace, runHost, until } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

describe('HTTP functions', () => {
  const space = createWorkspace()
  let host: RunningHost
  const api = async (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init)

  beforeAll(async () => {
    host = await runHost(space.stateFile, {}, ['--max-body', '1000000'])
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
    ['items/mine', { by: 'literal' }],
    ['items/a%20b', { by: 'id', params: { id: 'a b' } }],
    ['files/a/b.txt', { path: 'a/b.txt' }],
  ])('the more specific route takes %s', async (path, expected) => {
    expect(await (await api(path)).json()).toEqual(expected)
  })

  test('functions share a route with different methods, and no other method is found', async () => {
    const created = await api('items/9', { method: 'POST', body: '{"a":1}' })
    expect([created.status, await created.json()]).toEqual([201, { a: 1 }])
    expect((await api('items/9', { method: 'DELETE' })).status).toBe(404)
    expect((await fetch(`${host.url}/hello`)).status).toBe(404)
  })

  test('repeated query keys arrive each', async () => {
    const query: unknown = await (await api('query?x=1&x=2')).json()
    expect(query).toEqual([
      ['x', '1'],
      ['x', '2'],
    ])
  })

  test('a handler that throws gives 500, one that returns nothing 204', async () => {
    const [thrown, nothing] = await Promise.all([api('throws'), api('nothing')])
    expect([thrown.status, await thrown.text()]).toEqual([500, ''])
    expect([nothing.status, await nothing.text()]).toEqual([204, ''])
    expect(host.errors()).toMatch(/on purpose/)
    expect(host.errors()).toMatch(/on Azure this request would never end/)
  })

  test('bodies go both ways, and one that breaks off is not taken for complete', async () => {
    expect(await (await api('chunks')).text()).toBe('one two three')
    const body = 'x'.repeat(900_000)
    const echoed = await api('echo', { method: 'PUT', body })
    expect([echoed.headers.get('x-method'), await echoed.text()]).toEqual(['PUT', body])
    const broken = api('broken').then(async (response) => {
      if (!response.ok) throw new Error(`status ${response.status}`)
      return response.text()
    })
    await expect(broken).rejects.toThrow()
  })

  test('413 beyond the limit, announced or not', async () => {
    const chunk = new Uint8Array(600_000)
    const announced = await api('echo', { method: 'POST', body: new Uint8Array(1_000_001) }).catch(
      () => undefined,
    )
    // The connection may be cut while the client still sends.
    expect([413, undefined]).toContain(announced?.status)
    const body = Readable.toWeb(Readable.from([chunk, chunk]))
    const init = { method: 'POST', body, duplex: 'half' }
    const counted = await api('echo', init as unknown as RequestInit).catch(() => undefined)
    expect([413, undefined]).toContain(counted?.status)
    expect((await api('hello')).status).toBe(200)
  })

  test.each([
    'GET /api/hello HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET /api/hello HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n',
    'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n',
    'GET http://x/api/hello HTTP/1.1\r\nHost: x\r\n\r\n',
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
      'Host: x',
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
      host: 'x',
      authorization: 'one,two,two',
      'content-type': 'text/plain,text/html',
      'if-match': '"a","b"',
    })
  })

  test('clients that disconnect at any moment do no harm', async () => {
    const parts = [
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc',
      'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
      'GET /api/slow HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /api/chunks HTTP/1.1\r\nHost: x\r\n\r\n',
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
    'GET /api/slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
  ],
  ['broken', 'GET /api/slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
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
