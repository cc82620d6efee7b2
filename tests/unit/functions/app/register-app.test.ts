import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { HttpRequest, HttpResponse, InvocationContext, type HttpFunctionOptions } from '@azure/functions'
import { createRouter } from '../../../../local/host/http/router.ts'
import { registerApp } from '../../../../src/functions/app/register-app.ts'
import { buildFixtureApp, type BuiltApp } from '../../../support/web-app.ts'

const config = {
  authority: 'https://login.example.com/tenant/v2.0',
  clientId: 'web',
  scope: 'api://etiquette/access',
  blobHosts: ['https://*.blob.example.net'],
  local: false,
  version: '1.2.3',
}

const createApp = (folder: string) => {
  const functions = new Map<string, HttpFunctionOptions>()
  const logged: string[] = []
  registerApp(
    { http: (name, options) => void functions.set(name, options) },
    {
      folder,
      config,
      log: (_, message) => void logged.push(message),
    },
  )
  const route = createRouter(
    [...functions].map(([name, target]) => ({
      name,
      template: target.route ?? name,
      methods: target.methods ?? [],
      target,
    })),
  )
  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const found = route(method, path)
    if (!found) throw new Error(`No function takes ${method} ${path}`)
    const request = new HttpRequest({
      method,
      url: `http://127.0.0.1:7071${path}`,
      params: { ...found.params },
      headers,
    })
    const returned = await found.target.handler(request, new InvocationContext())
    const response = returned instanceof HttpResponse ? returned : new HttpResponse(returned)
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    }
  }
  return { ask, logged }
}

let built: BuiltApp
let app: ReturnType<typeof createApp>
const source = (path: string) => readFile(join('tests/fixtures/web-app', path))
beforeAll(async () => {
  built = await buildFixtureApp()
  app = createApp(built.folder)
})
afterAll(() => built.remove())

const script = '/assets/main-B1x9.js'

describe('a file', () => {
  test('with a hash in its name is kept for good', async () => {
    const { status, headers, bytes } = await app.ask(script)
    expect([status, bytes]).toEqual([200, await source('assets/main-B1x9.js')])
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('vary')).toBe('Accept-Encoding')
  })

  test.each(['/', '/index.html', '/sw.js', '/icon.svg'])(
    'of any other name is asked for again: %s',
    async (path) => {
      const { status, headers } = await app.ask(path)
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache'])
    },
  )

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('is sent compressed to those who take %s, with an ETag of its own', async (coding, expand) => {
    const { headers, bytes } = await app.ask(script, { 'accept-encoding': coding })
    expect(headers.get('content-encoding')).toBe(coding)
    expect(expand(bytes)).toEqual(await source('assets/main-B1x9.js'))
    const plain = await app.ask(script)
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('etag')).not.toBe(headers.get('etag'))
  })

  test('that the client has is 304, in the encoding that it has', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const first = await app.ask('/', { 'accept-encoding': encoding })
      const condition = {
        'accept-encoding': encoding,
        'if-none-match': first.headers.get('etag') ?? '',
      }
      const { status, headers, bytes } = await app.ask('/', condition)
      expect([
        status,
        bytes.byteLength,
        headers.has('content-type'),
        headers.has('content-encoding'),
      ]).toEqual([304, 0, false, false])
      expect(headers.get('etag')).toBe(first.headers.get('etag'))
      expect(headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'))
    }
  })

  test('is described by HEAD', async () => {
    const { status, headers, bytes } = await app.ask(script, {}, 'HEAD')
    expect([status, bytes.byteLength]).toEqual([200, 0])
    expect(headers.get('content-length')).toBe(String((await source('assets/main-B1x9.js')).byteLength))
  })
})

test('a page of the app is its index, under a policy and with the headers of the service', async () => {
  const { status, headers, bytes } = await app.ask('/p/dogs/label?layout=9')
  expect([status, bytes]).toEqual([200, await source('index.html')])
  expect(headers.get('content-security-policy')).toContain('https://*.blob.example.net')
  expect(headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

describe('what a sign-in begins with', () => {
  const link = async (path: string) => (await app.ask(path)).headers.get('link')

  test('is asked for beside the scripts of a page', async () => {
    expect(await link('/p/dogs/label?layout=9')).toBe(
      '</app-config.json>; rel=preload; as=fetch; crossorigin=anonymous, ' +
        '<https://login.example.com/tenant/v2.0/.well-known/openid-configuration>; rel=preload; as=fetch; crossorigin=anonymous',
    )
    expect(await link('/')).not.toBeNull()
  })

  test.each(['/signed-in', '/index.html', script, '/icon.svg'])(
    'is not where it is not needed: %s',
    async (path) => {
      expect(await link(path)).toBeNull()
    },
  )
})

test.each(['/assets/main-old.js', '/assets', '/robots.txt', '/files.json', '/assets/main-B1x9.js.br'])(
  '%s is 404 in the form of an error, never HTML, and not kept',
  async (path) => {
    const { status, headers, bytes } = await app.ask(path)
    expect(status).toBe(404)
    expect(JSON.parse(bytes.toString())).toMatchObject({ error: { code: 'RouteNotFound' } })
    expect(headers.get('cache-control')).toBe('no-store')
  },
)

test('tells the app how to sign in', async () => {
  const { status, headers, bytes } = await app.ask('/app-config.json')
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(JSON.parse(bytes.toString())).toEqual({ ...config, languages: ['en', 'fr'] })
  const again = await app.ask('/app-config.json', { 'if-none-match': headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
})

describe('without a built app', () => {
  test('the address says how to build it and leads to the documentation, other paths are 404', async () => {
    const { ask } = createApp(join(built.folder, 'none'))
    const { status, headers, bytes } = await ask('/')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(bytes.toString()).toContain('href="api/docs"')
    expect((await ask('/signed-in')).status).toBe(404)
    expect((await ask('/app-config.json')).status).toBe(200)
  })

  test('a list that is no list is an error of the service, in the log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etiquette-web-'))
    await writeFile(join(folder, 'files.json'), '[{}]')
    const { ask, logged } = createApp(folder)
    expect((await ask('/')).status).toBe(500)
    expect(logged).toEqual(['A request failed unexpectedly'])
    await rm(folder, { recursive: true })
  })

  test('one that is built later is served without a new start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etiquette-web-'))
    const { ask } = createApp(folder)
    expect((await ask('/sw.js')).status).toBe(404)
    const file = {
      path: 'sw.js',
      type: 'text/javascript',
      immutable: false,
      sizes: { identity: 1 },
      hash: 'a',
    }
    await writeFile(join(folder, 'sw.js'), ';')
    await writeFile(join(folder, 'files.json'), JSON.stringify([file]))
    expect((await ask('/sw.js')).bytes.toString()).toBe(';')
    await rm(folder, { recursive: true })
  })
})
