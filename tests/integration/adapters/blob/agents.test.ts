import { afterAll, afterEach, describe, expect, test } from '@jest/globals'
import type { RequestListener } from 'node:http'
import { getDefaultAutoSelectFamily, setDefaultAutoSelectFamily } from 'node:net'
import type { BlobSourcesOptions } from '../../../../src/adapters/blob/create-blob-sources.ts'
import { trustCertificate } from '../../../support/certificate.ts'
import { datastore, readAll, soon, sourcesOn } from './fixtures.ts'
import { answering, startTlsStorage } from './tls-storage.ts'

const host = 'contoso.blob.core.windows.net'
const certificate = trustCertificate(host)
const byDefault = getDefaultAutoSelectFamily()
const running: { stop(): void }[] = []

afterEach(() => {
  setDefaultAutoSelectFamily(byDefault)
  for (const server of running.splice(0)) server.stop()
})
afterAll(() => certificate.remove())

const serve = async (listener?: RequestListener, at?: { address?: string; port?: number }) => {
  const server = await startTlsStorage(certificate, listener, at)
  running.push(server)
  return server
}

const openOn = (port: number, options: Partial<BlobSourcesOptions>, name = host) =>
  sourcesOn(undefined, options).open(datastore(`https://${name}:${port}/photos`, { type: 'Anonymous' }))

const publicAddress = '20.60.1.1'
const refused = {
  code: 'DatastoreUnreachable',
  message: expect.stringMatching(/address that is not public.*ALLOWED_BLOB_NETWORKS/),
}

/** Two servers on one port: where the name leads first, which is allowed, and where it must not lead afterwards. */
const twoPlaces = async (listener?: RequestListener) => {
  const first = await serve(listener, { address: '127.0.0.2' })
  const inner = await serve(undefined, { address: '127.0.0.1', port: first.port })
  return { first, inner, allowedNetworks: ['127.0.0.2/32'] }
}

describe.each([true, false])('where the name leads, with autoSelectFamily %s', (autoSelect) => {
  test('CVE-2023-47116: a name that was public when it was checked, and then is not, is not connected to', async () => {
    setDefaultAutoSelectFamily(autoSelect)
    const inner = await serve()
    const { resolve, calls } = answering([publicAddress], ['127.0.0.1'])
    const checked = await resolve()
    expect(checked).toEqual([{ address: publicAddress, family: 4 }])
    const source = await openOn(inner.port, { resolve })
    await expect(source.probe()).rejects.toMatchObject(refused)
    // Asked once: to be refused is no reason to try again.
    expect([inner.connections(), calls()]).toEqual([0, 2])
  })

  test.each([
    ['a mixture', [publicAddress, '127.0.0.1']],
    ['a mixture, the other way round', ['127.0.0.1', publicAddress]],
    ['two families', ['2603:1000::1', '127.0.0.1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a mapped address in hex', ['::ffff:7f00:1']],
    ['what is no address', ['localhost']],
  ])('%s is refused as a whole', async (_, answer) => {
    setDefaultAutoSelectFamily(autoSelect)
    const inner = await serve()
    const { resolve, calls } = answering(answer)
    const source = await openOn(inner.port, { resolve })
    await expect(source.probe()).rejects.toMatchObject(refused)
    expect([inner.connections(), calls()]).toEqual([0, 1])
  })

  test('a network that is named may be connected to', async () => {
    setDefaultAutoSelectFamily(autoSelect)
    const inner = await serve()
    const { resolve } = answering(['127.0.0.1'])
    const source = await openOn(inner.port, { resolve, allowedNetworks: ['127.0.0.0/8'] })
    await source.probe()
    expect(inner.connections()).toBe(1)
  })
})

describe('a connection', () => {
  test('is used again without another look', async () => {
    const { first, inner, allowedNetworks } = await twoPlaces()
    const { resolve, calls } = answering(['127.0.0.2'], ['127.0.0.1'])
    const source = await openOn(first.port, { resolve, allowedNetworks })
    for (let round = 0; round < 5; round += 1) await source.probe()
    expect([first.connections(), inner.connections(), calls()]).toEqual([1, 0, 1])
  })

  test('CVE-2023-47116: that has gone is not made anew to where the name leads by then', async () => {
    const { first, inner, allowedNetworks } = await twoPlaces()
    const { resolve } = answering(['127.0.0.2'], ['127.0.0.1'])
    const source = await openOn(first.port, { resolve, allowedNetworks })
    await source.probe()
    first.dropConnections()
    await expect(source.probe()).rejects.toMatchObject(refused)
    expect([first.connections(), inner.connections()]).toEqual([1, 0])
  })

  test('that breaks off in the middle of a file is not continued elsewhere', async () => {
    const half: RequestListener = (_, response) => {
      const head = { etag: '"1"', 'content-length': '1000', 'content-type': 'image/png' }
      response.writeHead(200, head).write('x'.repeat(500), () => response.socket?.destroySoon())
    }
    const { first, inner, allowedNetworks } = await twoPlaces(half)
    const { resolve } = answering(['127.0.0.2'], ['127.0.0.1'])
    const source = await openOn(first.port, { resolve, allowedNetworks })
    await expect(readAll(await source.open('a.png', {}))).rejects.toMatchObject({
      code: 'DatastoreUnavailable',
    })
    expect([first.connections(), inner.connections()]).toEqual([1, 0])
  })

  test('for the key that signs URLs is looked at, too, and the token not sent', async () => {
    const inner = await serve()
    const { resolve } = answering(['127.0.0.1'])
    const identity = {
      getToken: async () => ({ token: 'service', expiresOnTimestamp: Date.now() + 3_600_000 }),
    }
    const url = `https://${host}:${inner.port}/photos`
    const source = await sourcesOn(undefined, { resolve, identity }).open(datastore(url))
    await expect(source.readUrl('a.png', Date.now() + 60_000)).rejects.toMatchObject(refused)
    await expect(source.probe()).rejects.toMatchObject(refused)
    expect(inner.connections()).toBe(0)
  })

  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'is made by name only, not to %s, even in a network that is named',
    async (literal) => {
      const inner = await serve()
      const allowedNetworks = ['127.0.0.0/8', '::1/128']
      const source = await openOn(inner.port, { allowedNetworks }, literal)
      await expect(source.probe()).rejects.toMatchObject(refused)
      expect(inner.connections()).toBe(0)
    },
  )

  test('is looked at with the resolver of the system, where none is given', async () => {
    const inner = await serve()
    const source = await openOn(inner.port, {}, 'localhost')
    await expect(source.probe()).rejects.toMatchObject(refused)
    expect(inner.connections()).toBe(0)
  })

  test('is not made by a proxy of the environment', async () => {
    const target = await serve()
    const proxy = await serve()
    const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy'] as const
    const before = names.map((name) => [name, process.env[name]] as const)
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
    try {
      const { resolve } = answering(['127.0.0.1'])
      const source = await openOn(target.port, { resolve, allowedNetworks: ['127.0.0.1/32'] })
      await source.probe()
      const shut = await openOn(target.port, { resolve })
      await expect(shut.probe()).rejects.toMatchObject(refused)
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
    }
    expect([target.connections(), proxy.connections()]).toEqual([1, 0])
  })
})

test('a name whose text looks like a passing failure is refused at once, too', async () => {
  const inner = await serve()
  const { resolve, calls } = answering(['127.0.0.1'])
  const source = await openOn(inner.port, { resolve }, 'timeout-enotfound.blob.core.windows.net')
  await expect(source.probe()).rejects.toMatchObject(refused)
  expect([inner.connections(), calls()]).toEqual([0, 1])
})

test('a redirect to another host is not followed', async () => {
  const other = await serve()
  for (const status of [301, 302, 303, 307, 308]) {
    const here = await serve((request, response) => {
      const location = request.url?.includes('comp=list')
        ? `https://${host}:${other.port}/photos`
        : `https://127.0.0.1:${other.port}/`
      response.writeHead(status, { location }).end()
    })
    const { resolve } = answering(['127.0.0.1'])
    const source = await openOn(here.port, { resolve, allowedNetworks: ['127.0.0.0/8'] })
    const redirected = { code: 'DatastoreUnreachable', message: expect.stringContaining('redirects') }
    await expect(source.probe()).rejects.toMatchObject(redirected)
    await expect(source.open('a.png', {})).rejects.toMatchObject(redirected)
    await expect(source.exists('a.png')).rejects.toMatchObject(redirected)
    // One for contents, and one for other calls.
    expect(here.connections()).toBe(2)
  }
  expect(other.connections()).toBe(0)
})

describe('contents that nobody reads', () => {
  const never: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '', 'https://x').pathname
    if (path === '/photos') {
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end('<?xml version="1.0"?><EnumerationResults><Blobs /><NextMarker /></EnumerationResults>')
      return
    }
    const head = { etag: '"1"', 'content-length': '1000000', 'content-type': 'image/png' }
    response.writeHead(200, head).write('x')
  }

  test('hold up no listing and no look at a file, however many they are', async () => {
    const { port } = await serve(never)
    const source = await openOn(port, {
      resolve: answering(['127.0.0.1']).resolve,
      allowedNetworks: ['127.0.0.0/8'],
    })
    const opened = await Promise.all(Array.from({ length: 300 }, () => source.open('a.png', {})))
    expect(await source.list({ prefix: '', pageSize: 1 })).toMatchObject({ blobs: [] })
    expect(await source.exists('a.png')).toBe(true)
    await Promise.all(opened.flatMap((one) => (one === 'NotModified' ? [] : [one.stream.cancel()])))
  })

  test('end by themselves, and say so to who holds something for them', async () => {
    const { port } = await serve(never)
    const source = await openOn(port, {
      resolve: answering(['127.0.0.1']).resolve,
      allowedNetworks: ['127.0.0.0/8'],
      deadlines: { idle: soon },
    })
    const opened = await source.open('a.png', {})
    if (opened === 'NotModified') throw new Error('There is no body')
    await expect(opened.stream.getReader().closed).rejects.toMatchObject({ code: 'DatastoreUnavailable' })
  })
})
