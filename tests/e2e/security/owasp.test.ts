import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Person, Reply } from '../../support/person.ts'
import type { ServiceWorld } from '../../support/service-world.ts'
import { joinService } from '../../support/shared-service.ts'

// The ten risks of the OWASP API Security Top 10 (2023), each tried at the running service. docs/security.md says more.

let world: ServiceWorld
let lead: Person
let ana: Person
let ben: Person

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('owasp-cats', ['1.png', '2.png', '3.png', '4.png'])
  await world.addProject('owasp-dogs', ['1.png', '2.png'])
  for (const user of ['ana', 'ben'])
    await lead('PUT', `/projects/owasp-cats/members/${user}`, { body: { role: 'Labeler' } })
  ana = await world.person('ana', 'Labeling.Labeler')
  ben = await world.person('ben', 'Labeling.Labeler')
})

const expectRefused = (reply: Reply, status: number, code: string): void =>
  expect([reply.status, reply.code]).toEqual([status, code])
const take = async (who: Person, size: number) =>
  (await who('POST', '/projects/owasp-cats/pages', { body: { size } })).body as {
    id: string
    items: { id: string }[]
  }
const catsOn = ({ items }: { items: { id: string }[] }) => ({
  answers: items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
})

describe('the OWASP API Security Top 10', () => {
  test('API1 broken object level authorization: an id of another person or project opens nothing', async () => {
    const page = await take(ana, 1)
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['POST', '/submit', catsOn(page)],
      ['POST', '/renew', undefined],
      ['POST', '/release', undefined],
    ] as const)
      expectRefused(
        await ben(method, `/projects/owasp-cats/pages/${page.id}${rest}`, { body }),
        404,
        'PageNotFound',
      )
    const [dog] = (await lead('GET', '/projects/owasp-dogs/items')).body.value
    expectRefused(await lead('GET', `/projects/owasp-cats/items/${dog.id}`), 404, 'ItemNotFound')
    expectRefused(await ana('GET', `/projects/owasp-dogs/items/${dog.id}/content`), 404, 'ProjectNotFound')
    await ana('POST', `/projects/owasp-cats/pages/${page.id}/release`)
  })

  test('API2 broken authentication: only a whole, valid access token says who somebody is', async () => {
    const token = await world.token('ana', 'Labeling.Labeler')
    const [header, payload, signature] = token.split('.')
    const admin = Buffer.from(
      JSON.stringify({
        ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object),
        roles: ['Labeling.Admin'],
      }),
    ).toString('base64url')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    for (const authorization of [
      '',
      'Basic YTpi',
      `Bearer ${header}.${admin}.${signature}`,
      `Bearer ${none}.${payload}.`,
      `Bearer ${token}x`,
      `Bearer ${token}, Bearer ${token}`,
    ]) {
      const reply = await world.nobody('GET', '/projects', { headers: { authorization } })
      expectRefused(reply, 401, 'Unauthenticated')
      expect(reply.headers.get('www-authenticate')).toBe('Bearer')
    }
    const principal = { userId: 'lead', userRoles: ['Labeling.Admin'], claims: [] }
    const spoofed = {
      'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
      'x-ms-client-principal-id': 'lead',
      'x-ms-client-principal-name': 'lead',
    }
    expectRefused(await world.nobody('GET', '/projects', { headers: spoofed }), 401, 'Unauthenticated')
    expectRefused(await ana('GET', '/datastores', { headers: spoofed }), 403, 'Forbidden')
  })

  test('API3 broken object property level authorization: none is written that is not described, none shown that is not theirs', async () => {
    const etag = (await lead('GET', '/projects/owasp-cats')).headers.get('etag') ?? ''
    for (const property of ['status', 'uid', 'segments', 'createdBy', 'progress', 'etag', '_ts', 'taskType'])
      expectRefused(
        await lead('PATCH', '/projects/owasp-cats', {
          body: { [property]: 'x' },
          headers: { 'if-match': etag },
        }),
        400,
        'InvalidRequest',
      )
    expectRefused(
      await lead('PUT', '/projects/owasp-cats/members/ana', { body: { role: 'Labeler', addedBy: 'x' } }),
      400,
      'InvalidRequest',
    )
    const page = await take(ana, 1)
    const more = { ...catsOn(page), leaseUntil: 1, labeler: 'ben' }
    expectRefused(
      await ana('POST', `/projects/owasp-cats/pages/${page.id}/submit`, { body: more }),
      400,
      'InvalidRequest',
    )
    const urls = ['contentUrl', 'screenUrl', 'thumbnailUrl', 'urlsExpireAt']
    const shown = [...urls, 'format', 'height', 'id', 'orientation', 'width']
    expect(Object.keys(page.items[0]!).toSorted()).toEqual(shown.toSorted())
    expect((await ana('GET', '/projects/owasp-cats')).body).not.toHaveProperty('progress')
    await ana('POST', `/projects/owasp-cats/pages/${page.id}/release`)
  })

  test('API4 unrestricted resource consumption: sizes and pages have an end', async () => {
    const big = JSON.stringify({ size: 1, pad: 'x'.repeat(1024 * 1024) })
    expectRefused(await ana('POST', '/projects/owasp-cats/pages', { raw: big }), 413, 'RequestTooLarge')
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expectRefused(await ana('POST', '/projects/owasp-cats/pages', { raw: deep }), 400, 'InvalidRequest')
    for (const size of [0, 51, 1e9, 1.5])
      expectRefused(
        await ana('POST', '/projects/owasp-cats/pages', { body: { size } }),
        400,
        'InvalidRequest',
      )
    for (const size of [0, 201, 1e21])
      expectRefused(await lead('GET', `/projects?maxpagesize=${size}`), 400, 'InvalidRequest')
    const items = Array.from({ length: 201 }, () => '0'.repeat(32))
    expectRefused(
      await lead('POST', '/projects/owasp-cats/approve-items', { body: { items } }),
      400,
      'InvalidRequest',
    )
  })

  test('API5 broken function level authorization: what is not allowed is refused, what is not registered is not there', async () => {
    for (const [method, path] of [
      ['GET', '/projects/owasp-cats/progress'],
      ['GET', '/projects/owasp-cats/audit'],
      ['GET', '/projects/owasp-cats/pages'],
      ['POST', '/projects/owasp-cats/pause'],
    ] as const)
      expectRefused(await ana(method, path), 403, 'Forbidden')
    const unknown = await fetch(`${world.service.api}/admin/users`)
    expect([unknown.status, unknown.headers.get('x-ms-error-code')]).toEqual([404, 'RouteNotFound'])
    const method = await fetch(`${world.service.api}/projects/owasp-cats`, { method: 'POST' })
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'PUT, GET, HEAD, PATCH, DELETE'])
    const override = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
    expect((await lead('GET', '/projects/owasp-dogs', { headers: override })).status).toBe(200)
    expect((await lead('GET', '/projects/owasp-dogs')).status).toBe(200)
  })

  test('API6 unrestricted access to sensitive business flows: what a labeler hoards shows, and can be released', async () => {
    const page = await take(ben, 50)
    expect(page.items).toHaveLength(4)
    // However often they ask, they hold one page.
    expect((await take(ben, 50)).id).toBe(page.id)
    const held = (await lead('GET', '/projects/owasp-cats/pages')).body.value
    expect(held).toMatchObject([{ id: page.id, labeler: 'ben', items: 4 }])
    expect((await lead('POST', `/projects/owasp-cats/pages/${page.id}/release`)).status).toBe(204)
    expect((await lead('GET', '/projects/owasp-cats/pages')).body.value).toEqual([])
    const theirs = await take(ana, 2)
    expect(theirs.items).toHaveLength(2)
    const late = await ben('POST', `/projects/owasp-cats/pages/${page.id}/submit`, { body: catsOn(page) })
    const refused = late.body.results.filter(({ status }: { status: string }) => status === 'Refused')
    expect(refused).toHaveLength(2)
    const [entry] = (await lead('GET', '/projects/owasp-cats/audit')).body.value
    expect(entry).toMatchObject({ action: 'ReleasePage', by: 'lead', target: page.id })
    await ana('POST', `/projects/owasp-cats/pages/${theirs.id}/release`)
  })

  test('API7 server side request forgery: only storage on the list is connected to', async () => {
    for (const host of ['127.0.0.1', 'localhost', '169.254.169.254', '[::ffff:127.0.0.1]', 'evil.example'])
      for (const scheme of ['http', 'https']) {
        const containerUrl = `${scheme}://${host}/container`
        const body = { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } }
        expectRefused(await lead('PUT', '/datastores/x', { body }), 400, 'InvalidRequest')
      }
  })

  test('API8 security misconfiguration: each answer has its headers, and no error has an inside', async () => {
    const replies = [
      await world.nobody('GET', '/health'),
      await world.nobody('GET', '/docs'),
      await world.nobody('GET', '/openapi.json'),
      await world.nobody('GET', '/projects'),
      await lead('GET', '/projects'),
      await lead('GET', '/projects/nope'),
      await lead('POST', '/projects/owasp-cats/pages', { raw: '{' }),
      await lead('GET', '/projects/owasp-cats/items?continuation=AAAA'),
    ]
    for (const { headers, text, status } of replies) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('strict-transport-security')).toContain('max-age=')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      if (status >= 400) expect(text).not.toMatch(/\bat .+:\d+|node_modules|\/src\/|sqlite|SELECT/i)
    }
    const foreign = await fetch(`${world.service.api}/projects`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
    })
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('API9 improper inventory management: the document describes just what there is', async () => {
    const document = (await world.nobody('GET', '/openapi.json')).body as {
      paths: Record<string, Record<string, { operationId: string; security?: unknown[] }>>
    }
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, security }]) => ({
        path,
        method,
        operationId,
        security,
      })),
    )
    expect(operations.length).toBeGreaterThan(40)
    const open = operations
      .filter(({ security }) => security?.length === 0)
      .map(({ operationId }) => operationId)
    expect(open.toSorted()).toEqual([
      'getDatasetContent',
      'getDocs',
      'getDocsAsset',
      'getHealth',
      'getOpenApi',
      'getOpenApi30',
    ])
    for (const { path, method } of operations) {
      const url = `${world.service.api}${path.replaceAll(/\{[^}]+\}/g, 'x')}`
      const { status, headers } = await fetch(url, { method: method.toUpperCase() })
      expect([`${method} ${path}`, headers.get('x-ms-error-code')]).not.toEqual([
        `${method} ${path}`,
        'MethodNotAllowed',
      ])
      expect(status).not.toBe(500)
    }
    for (const path of ['/v1/projects', '/api/projects', '/admin', '/swagger', '/debug', '/metrics', '/.env'])
      expect((await fetch(`${world.service.api}${path}`)).status).toBe(404)
  })

  test('API10 unsafe consumption of APIs: what storage says of a file is checked like any other input', async () => {
    await world.upload('owasp-odd', ['ok.png'])
    const container = world.container('owasp-odd')
    const odd = container.getBlockBlobClient('odd.png')
    await odd.upload(Buffer.from('no image'), 8, {
      blobHTTPHeaders: {
        blobContentType: 'text/html; x="<script>"',
        blobContentDisposition: 'inline; filename=x.html',
      },
      metadata: { hdi_isfolder: 'maybe', x: '<script>' },
    })
    await container.getBlockBlobClient('line\nbreak‮.png').upload(Buffer.alloc(0), 0)
    await world.addDatastore('owasp-odd', 'owasp-odd')
    await lead('PUT', '/datasets/owasp-odd', {
      body: { mediaType: 'Image', datastore: 'owasp-odd', path: '**' },
    })
    const body = {
      mediaType: 'Image',
      taskType: 'MultiClass',
      dataset: 'owasp-odd',
      labelClasses: [{ name: 'Cat' }],
    }
    const created = await lead('PUT', '/projects/owasp-odd', { body })
    await world.waitFor(created.headers.get('operation-location'))
    const progress = await lead('GET', '/projects/owasp-odd/progress')
    expect(progress.body).toMatchObject({ total: 3, problems: 2, headersPending: 0 })
  })
})
