import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { Person, Reply } from '../../support/person.ts'
import type { ServiceWorld } from '../../support/service-world.ts'
import { joinService } from '../../support/shared-service.ts'

// What went wrong in other labeling tools, tried here. docs/security.md has a row for each, with what holds instead.

let world: ServiceWorld
let lead: Person
let ana: Person
let rita: Person
let stranger: Person
/** A host inside the network that nobody may make the service talk to. */
let intranet: Server
let connections = 0

beforeAll(async () => {
  intranet = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((listening) => intranet.listen(0, '127.0.0.1', listening))
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('cve-cats', ['1.png', '2.png'])
  await world.addProject('cve-dogs', ['1.png', '2.png'])
  await lead('PUT', '/projects/cve-cats/members/ana', { body: { role: 'Labeler' } })
  await lead('PUT', '/projects/cve-cats/members/rita', { body: { role: 'Admin' } })
  ana = await world.person('ana', 'Labeling.Labeler')
  rita = await world.person('rita', 'Labeling.Reviewer')
  stranger = await world.person('stranger', 'Labeling.Reviewer')
})
afterAll(() => {
  intranet.close()
})

const port = (): number => (intranet.address() as AddressInfo).port
const datastore = (containerUrl: string, credential: object = { type: 'Anonymous' }) =>
  lead('PUT', '/datastores/evil', { body: { type: 'AzureBlob', containerUrl, credential } })
const expectRefused = (reply: Reply, status: number, code: string): void =>
  expect([reply.status, reply.code]).toEqual([status, code])
const itemsOf = async (project: string) =>
  (await lead('GET', `/projects/${project}/items?maxpagesize=200`)).body.value as {
    id: string
    path: string
    contentUrl: string
  }[]

describe('requests that the service is made to send (SSRF)', () => {
  const hostile = () => [
    'file:///etc/passwd',
    `gopher://127.0.0.1:${port()}/x`,
    `http://127.0.0.1:${port()}/container`,
    `https://127.0.0.1:${port()}/container`,
    `https://[::1]:${port()}/container`,
    `https://2130706433:${port()}/container`,
    'https://169.254.169.254/metadata',
    `https://localhost:${port()}/container`,
    `https://account.blob.core.windows.net@127.0.0.1:${port()}/container`,
    `https://account.blob.core.windows.net.evil.example/container`,
    'https://evil.example/container?.blob.core.windows.net/x',
  ]

  test('CVE-2022-36551, CVE-2022-31188: a URL is https and on the list of storage hosts, nothing else is tried', async () => {
    const before = connections
    for (const url of hostile()) expectRefused(await datastore(url), 400, 'InvalidRequest')
    const dataset = { mediaType: 'Image', datastore: 'cve-cats', path: `http://127.0.0.1:${port()}/**` }
    const reply = await lead('PUT', '/datasets/remote', { body: dataset })
    // A path is the beginning of names in the container, whatever it looks like.
    expect([201, 400]).toContain(reply.status)
    expect(connections).toBe(before)
  })

  test('CVE-2022-36551: nobody registers themselves: a token without a role opens nothing', async () => {
    const nobody = await world.person('new')
    for (const path of ['/projects', '/projects/cve-cats', '/datastores', '/operations/x'])
      expectRefused(await nobody('GET', path), 403, 'Forbidden')
  })

  test('CVE-2025-25297, CVE-2024-37164: no endpoint of the caller’s own reaches the SDK, nor a connection string', async () => {
    const before = connections
    const connectionString = `DefaultEndpointsProtocol=http;BlobEndpoint=http://127.0.0.1:${port()}/x;SharedAccessSignature=sv=1&sig=x`
    expectRefused(await datastore(connectionString), 400, 'InvalidRequest')
    const url = 'https://account.blob.core.windows.net/container'
    for (const token of [connectionString, `${url}?sv=1&sig=x`, `sv=1&sig=x#@127.0.0.1:${port()}`])
      expectRefused(await datastore(url, { type: 'Sas', token }), 400, 'InvalidRequest')
    expect(connections).toBe(before)
  })

  test('CVE-2024-40441: there is no template of a request to set, and an instruction’s URL is never read', async () => {
    const before = connections
    const etag = (await lead('GET', '/projects/cve-cats')).headers.get('etag') ?? ''
    const patch = (url: string) =>
      lead('PATCH', '/projects/cve-cats', { body: { instructions: { url } }, headers: { 'if-match': etag } })
    for (const url of [
      `http://127.0.0.1:${port()}/`,
      'javascript:alert(1)',
      'file:///etc/passwd',
      'data:text/html,x',
    ])
      expectRefused(await patch(url), 400, 'InvalidRequest')
    expect((await patch(`https://127.0.0.1:${port()}/how-to`)).status).toBe(200)
    await ana('POST', '/projects/cve-cats/pages', { body: { size: 1 } })
    await lead('GET', '/projects/cve-cats')
    expect(connections).toBe(before)
    const document = (await world.nobody('GET', '/openapi.json')).text
    expect(document).not.toMatch(/webhook|callbackUrl|importUrl/i)
  })
})

describe('markup', () => {
  const script = '<script>alert(1)</script>'

  test('CVE-2024-26152: what callers write comes back as the JSON that it is', async () => {
    const etag = (await lead('GET', '/projects/cve-dogs')).headers.get('etag') ?? ''
    const body = {
      displayName: script,
      labelClasses: [{ name: 'b onerror=alert(1)>' }, { name: script.replace('/', '') }],
    }
    const reply = await lead('PATCH', '/projects/cve-dogs', { body, headers: { 'if-match': etag } })
    expect(reply.status).toBe(200)
    expect(reply.body.displayName).toBe(script)
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    const page = await world.nobody('GET', '/docs')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  test('CVE-2025-25296, CVE-2025-47783: nothing that was sent is answered as a page', async () => {
    const sent = encodeURIComponent(script)
    for (const [method, path] of [
      ['GET', `/projects/${sent}`],
      ['GET', `/projects?x=${sent}`],
      ['GET', `/projects/cve-cats/items?class=${sent}`],
      ['GET', `/docs/${sent}`],
      ['POST', '/projects/cve-cats/pages'],
    ] as const) {
      const reply = await lead(method, path, method === 'POST' ? { body: { [script]: script } } : {})
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  })
})

describe('who may', () => {
  test('CVE-2024-45393, CVE-2024-47172: every verb asks, and what is foreign is not there', async () => {
    const etag = (await lead('GET', '/projects/cve-dogs')).headers.get('etag') ?? ''
    const headers = { 'if-match': etag }
    for (const reply of [
      await rita('PATCH', '/projects/cve-dogs', { body: { description: 'mine' }, headers }),
      await rita('GET', '/projects/cve-dogs'),
      await rita('DELETE', '/projects/cve-dogs', { headers }),
      await rita('POST', '/projects/cve-dogs/exports', { body: { format: 'Csv' } }),
      await rita('POST', '/projects/cve-dogs/pause'),
      await stranger('GET', '/projects/cve-cats/members'),
    ]) {
      expectRefused(reply, 404, 'ProjectNotFound')
      expect(reply.text).not.toMatch(/displayName|labelClasses|description/)
    }
  })

  test('CVE-2024-37306: state changes only by a POST with a token, which no other site can make a browser send', async () => {
    const before = (await lead('GET', '/projects/cve-cats/exports')).body.value.length
    const url = `${world.service.api}/projects/cve-cats/exports`
    const cookie = { cookie: 'session=1', origin: 'https://evil.example' }
    const form = { ...cookie, 'content-type': 'text/plain' }
    const forged = [
      await fetch(url, { headers: cookie }),
      await fetch(url, { method: 'POST', headers: form, body: '{"format":"Csv"}' }),
      await fetch(`${url}?format=Csv`, { method: 'POST', headers: cookie }),
    ]
    expect(forged.map(({ status }) => status)).toEqual([401, 401, 401])
    for (const { headers } of forged) expect(headers.get('access-control-allow-origin')).toBeNull()
    expectRefused(
      await lead('POST', '/projects/cve-cats/exports', {
        raw: '{"format":"Csv"}',
        headers: { 'content-type': 'text/plain' },
      }),
      415,
      'UnsupportedContentType',
    )
    const named = { format: 'Csv', fileName: '../../x', containerName: 'y' }
    expectRefused(await lead('POST', '/projects/cve-cats/exports', { body: named }), 400, 'InvalidRequest')
    expect((await lead('GET', '/projects/cve-cats/exports')).body.value).toHaveLength(before)
  })

  test('CVE-2026-23526: nobody gives themselves or others more than the app role in their token', async () => {
    // She is listed as an Admin of the project; her app role is Reviewer.
    expectRefused(
      await rita('PUT', '/projects/cve-cats/members/rita', { body: { role: 'Admin' } }),
      403,
      'Forbidden',
    )
    expectRefused(
      await ana('PUT', '/projects/cve-cats/members/ana', { body: { role: 'Admin' } }),
      403,
      'Forbidden',
    )
    expectRefused(await ana('GET', '/projects/cve-cats/items'), 403, 'Forbidden')
  })

  test('CVE-2026-22033: a caller sees no token, neither their own nor another’s', async () => {
    const { body } = await lead('GET', '/projects/cve-cats/members')
    expect(Object.keys(body.value[0]).toSorted()).toEqual([
      'addedAt',
      'addedBy',
      'etag',
      'name',
      'role',
      'user',
    ])
    const script = await world.nobody('GET', '/docs/initializer.js')
    expect(script.text).not.toContain('persistAuthorization')
    for (const path of ['/datastores', '/projects', '/projects/cve-cats/members'])
      expect((await lead('GET', path)).text).not.toMatch(/eyJ[\w-]+\.eyJ|sig=|AccountKey/)
  })

  test('CVE-2026-2109: nothing is undone by an id alone', async () => {
    const [foreign] = await itemsOf('cve-dogs')
    const reply = await rita('POST', '/projects/cve-cats/reject-items', { body: { items: [foreign!.id] } })
    expect(reply.body.results).toMatchObject([{ status: 'Refused', error: { code: 'ItemNotFound' } }])
    expectRefused(
      await stranger('POST', '/projects/cve-dogs/reject-items', { body: { items: [foreign!.id] } }),
      404,
      'ProjectNotFound',
    )
  })

  test('CVE-2026-2108: long work cannot be piled up', async () => {
    // Without keys they would be one export.
    const start = (key: string) =>
      lead('POST', '/projects/cve-dogs/exports', {
        body: { format: 'Csv' },
        headers: { 'idempotency-key': key },
      })
    const replies = await Promise.all(Array.from({ length: 12 }, (_, index) => start(`many-${index}`)))
    for (const reply of replies) {
      expect([202, 409]).toContain(reply.status)
      if (reply.status === 409) {
        expect(reply.code).toBe('TooManyExports')
        expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
      }
    }
    expect(replies.some(({ status }) => status === 409)).toBe(true)
    expectRefused(
      await world.nobody('POST', '/projects/cve-dogs/exports', { body: { format: 'Csv' } }),
      401,
      'Unauthenticated',
    )
  })
})

describe('what is sent', () => {
  test('CVE-2023-47117: a filter is one of those that are described, and its value is only a value', async () => {
    for (const query of [
      'labeler__password__regex=^a',
      'updated_by__active_organization__active_users__password__startswith=p',
      'labeledBy=ana',
      'state[$ne]=x',
      'order=password',
      'state=labeled&state=skipped',
      `state=${encodeURIComponent("x' OR '1'='1")}`,
    ])
      expectRefused(await lead('GET', `/projects/cve-cats/items?${query}`), 400, 'InvalidRequest')
    for (const value of [`x' OR '1'='1`, `x") OR 1=1 --`, `%`, `.*`, `c.labeledBy`]) {
      const reply = await lead('GET', `/projects/cve-cats/items?class=${encodeURIComponent(value)}`)
      expectRefused(reply, 400, 'UnknownClass')
    }
    const everybody = await lead('GET', '/projects/cve-cats/items?labeler=a.b-c@d')
    expect(everybody.body.value).toEqual([])
  })

  test('CVE-2025-23045: data makes data, and nothing else', async () => {
    for (const raw of [
      '{"size":1,"__proto__":{"role":"Admin"}}',
      '{"size":1,"constructor":{"prototype":{"role":"Admin"}}}',
      '{"py/object":"os.system","py/reduce":[{"py/function":"os.system"},["id"]]}',
    ])
      expectRefused(await ana('POST', '/projects/cve-cats/pages', { raw }), 400, 'InvalidRequest')
    expectRefused(await ana('GET', '/projects/cve-cats/items'), 403, 'Forbidden')
    const pickle = Buffer.from('80049528000000000000008c05706f736978', 'hex')
    expectRefused(await ana('POST', '/projects/cve-cats/pages', { raw: pickle }), 400, 'InvalidRequest')
  })
})
