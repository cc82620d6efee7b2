import { afterEach, describe, expect, test } from '@jest/globals'
import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startAzurite } from '../../../../tools/azurite.ts'
import { until } from '../../../support/until.ts'
import {
  createContainer,
  datastore,
  joinAzurite,
  openAt,
  readAll,
  soon,
  sourcesOn,
  writeBlob,
} from './fixtures.ts'

const unreachable = (text: string) => ({
  code: 'DatastoreUnreachable',
  message: expect.stringContaining(text),
})

const passing = (text: string) => ({
  code: 'DatastoreUnavailable',
  message: expect.stringContaining(text),
})

const running: Server[] = []
afterEach(() => {
  for (const server of running.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

const serve = async (listener: RequestListener) => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  running.push(server)
  return { url: `http://127.0.0.1:${port}/account/photos` }
}

const azurite = joinAzurite()

describe('a container', () => {
  test('that is not there', async () => {
    const source = await sourcesOn(azurite).open(datastore(`${azurite.accountUrl}/nowhere`))
    const refusal = unreachable("Container 'nowhere' was not found")
    await expect(source.probe()).rejects.toMatchObject(refusal)
    await expect(source.exists('a')).rejects.toMatchObject(refusal)
    await expect(source.readPart('a', { offset: 0, count: 1 })).rejects.toMatchObject(refusal)
    await expect(source.browse({ prefix: '', pageSize: 1 })).rejects.toMatchObject(refusal)
  })

  test('that vanishes in the middle of a listing', async () => {
    const container = await createContainer(azurite)
    for (const name of ['a', 'b', 'c']) await writeBlob(container, name, name)
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const first = await source.list({ prefix: '', pageSize: 2 })
    expect(first.continuation).toBeDefined()
    await container.delete()
    const { continuation } = first
    await expect(source.list({ prefix: '', pageSize: 2, continuation })).rejects.toMatchObject(
      unreachable('not found'),
    )
  })

  test('that is private and opened without a credential', async () => {
    const container = await createContainer(azurite)
    const source = await sourcesOn(azurite).open(datastore(container.url, { type: 'Anonymous' }))
    await expect(source.probe()).rejects.toMatchObject(unreachable('anonymous'))
  })
})

describe('an address', () => {
  test('where nobody listens', async () => {
    await expect((await openAt('http://127.0.0.1:1/account/photos')).probe()).rejects.toMatchObject(
      passing('failed (ECONNREFUSED)'),
    )
  })

  test('that no name server knows', async () => {
    const source = await openAt('https://no-such-account.invalid/photos', { emulator: undefined })
    await expect(source.probe()).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
  })

  test('that accepts and never answers', async () => {
    const silent = await serve(() => undefined)
    const source = await openAt(silent.url, { deadlines: { call: soon, listing: soon } })
    const calls = [
      source.probe(),
      source.list({ prefix: '', pageSize: 1 }),
      source.readPart('a', { offset: 0, count: 1 }),
      source.open('a', {}),
      source.exists('a'),
    ]
    for (const call of await Promise.allSettled(calls))
      expect(call).toMatchObject({ status: 'rejected', reason: passing('in time') })
  })

  test('that redirects is not followed', async () => {
    let followed = 0
    const target = await serve((_, response) => {
      followed += 1
      response.end()
    })
    for (const status of [301, 302, 307, 308]) {
      const here = await serve((request, response) => {
        if (request.url === '/elsewhere') followed += 1
        response.writeHead(status, { location: status === 301 ? '/elsewhere' : target.url }).end()
      })
      const source = await openAt(here.url)
      await expect(source.probe()).rejects.toMatchObject(unreachable('redirects'))
      await expect(source.open('a', {})).rejects.toMatchObject(unreachable('redirects'))
    }
    expect(followed).toBe(0)
  })

  test('that refuses a continuation', async () => {
    const strict = await serve((_, response) => {
      response.writeHead(400, { 'x-ms-error-code': 'OutOfRangeQueryParameterValue' }).end()
    })
    const source = await openAt(strict.url)
    const page = { prefix: '', pageSize: 1 }
    await expect(source.list({ ...page, continuation: 'made up' })).rejects.toMatchObject({
      code: 'InvalidContinuation',
    })
    await expect(source.browse({ ...page, continuation: 'made up' })).rejects.toMatchObject({
      code: 'InvalidContinuation',
    })
    await expect(source.list(page)).rejects.toMatchObject(unreachable('OutOfRangeQueryParameterValue'))
  })

  test('that is something else', async () => {
    const secretBody = '<html>inner page</html>'
    const site = await serve((_, response) => response.end(secretBody))
    const source = await openAt(site.url)
    await expect(source.probe()).rejects.toMatchObject(unreachable('Azure Blob Storage'))
    await expect(source.open('a', {})).rejects.toMatchObject(unreachable('Azure Blob Storage'))
    const failure: unknown = await source.probe().catch((error: unknown) => error)
    expect(String(failure)).not.toContain('inner page')
  })

  test('that fails for a moment is asked again, a few times', async () => {
    let asked = 0
    const shaky = await serve((_, response) => {
      asked += 1
      response.writeHead(503).end()
    })
    await expect((await openAt(shaky.url)).exists('a')).rejects.toMatchObject(passing('503'))
    // Five tries, then the container is asked as often: the file alone may fail.
    expect(asked).toBe(10)
  })
})

describe('a file on its way', () => {
  const head = { etag: '"1"', 'content-length': '1000000', 'content-type': 'image/png' }

  test('that stops coming is given up', async () => {
    const stuck = await serve((_, response) => response.writeHead(200, head).write('x'.repeat(1000)))
    const opened = await (await openAt(stuck.url, { deadlines: { idle: soon } })).open('a', {})
    await expect(readAll(opened)).rejects.toMatchObject(passing('in time'))
  })

  test('that nobody reads is let go', async () => {
    const { promise: letGo, resolve } = Promise.withResolvers<void>()
    const stuck = await serve((request, response) => {
      request.socket.once('close', resolve)
      response.writeHead(200, head).write('x')
    })
    const opened = await (await openAt(stuck.url, { deadlines: { idle: soon } })).open('a', {})
    await letGo
    await expect(readAll(opened)).rejects.toMatchObject(passing('in time'))
  })

  test('that its reader cancels is not fetched any further', async () => {
    const { promise: letGo, resolve } = Promise.withResolvers<void>()
    let sent = 0
    let asked = 0
    let waiting = 0
    let answer: ServerResponse | undefined
    const endless = { ...head, 'content-length': '1000000000' }
    const source = await serve((request, response) => {
      asked += 1
      answer = response
      request.socket.once('close', resolve)
      response.writeHead(200, endless)
      const more = () => {
        while (!response.destroyed && (sent += 65_536) && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const opened = await (await openAt(source.url)).open('a', {})
    if (opened === 'NotModified') throw new Error('unexpected')
    const reader = opened.stream.getReader()
    for (let read = 0; read < 4; read += 1) await reader.read()
    // Nothing more leaves: the sender waits, and goes on waiting.
    await until(
      async () => (waiting = answer?.writableNeedDrain === true ? waiting + 1 : 0),
      (times) => times >= 5,
    )
    expect(sent).toBeLessThan(40_000_000)
    await reader.cancel()
    await letGo
    expect(asked).toBe(1)
  })

  test('whose storage dies', async () => {
    const dying = await startAzurite()
    const container = await createContainer(dying)
    await writeBlob(container, 'large', Buffer.alloc(32 * 1024 * 1024))
    const source = await sourcesOn(dying).open(datastore(container.url))
    const opened = await source.open('large', {})
    const listing = source.list({ prefix: '', pageSize: 1 })
    await Promise.all([dying.stop(), listing.catch(() => undefined)])
    await expect(readAll(opened)).rejects.toMatchObject({ code: 'DatastoreUnavailable' })
    await expect(source.list({ prefix: '', pageSize: 1 })).rejects.toMatchObject({
      code: 'DatastoreUnavailable',
    })
  })
})
