import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { requireMatch } from '../../../../src/domain/core/conditions.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { projectName } from '../../../../src/domain/core/ids.ts'
import { listOf, listQuery, toList } from '../../../../src/functions/http/list.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const thing = z.object({ id: z.string(), size: z.number().optional() })

const getThing = (failure?: Error) =>
  defineRoute(
    {
      operation: 'getThing',
      method: 'GET',
      path: '/things/{thing}',
      summary: 'Get a thing',
      tag: 'Service',
      access: 'AnyRole',
      params: z.object({ thing: projectName }),
      responses: { 200: { description: 'The thing', body: thing, headers: ['ETag'] } },
      errors: ['ProjectNotFound'],
    },
    {
      run: async ({ params, caller }) => {
        if (failure !== undefined) throw failure
        return { document: { id: params.thing, owner: caller.user }, etag: 'e1' }
      },
      present: ({ document, etag }) => ({ status: 200, etag, body: { id: document.id } }),
    },
  )

const putThing = defineRoute(
  {
    operation: 'putThing',
    method: 'PUT',
    path: '/things/{thing}',
    summary: 'Put a thing',
    tag: 'Service',
    access: 'Admin',
    params: z.object({ thing: projectName }),
    body: z.strictObject({
      size: z.number(),
      nested: z.array(z.strictObject({ name: z.string() })).optional(),
    }),
    ifMatch: 'Required',
    responses: {
      200: { description: 'Replaced', body: thing },
      201: { description: 'Created', body: thing },
    },
    errors: [],
  },
  {
    run: async ({ params, body, ifMatch }) => ({
      id: params.thing,
      size: body.size,
      created: requireMatch(ifMatch) === '*',
    }),
    present: ({ id, size, created }) => ({ status: created ? 201 : 200, body: { id, size } }),
  },
)

const listThings = defineRoute(
  {
    operation: 'listThings',
    method: 'GET',
    path: '/things',
    summary: 'List things',
    tag: 'Service',
    access: 'AnyRole',
    query: listQuery,
    responses: { 200: { description: 'Things', body: listOf(thing, 'ThingList') } },
    errors: [],
  },
  {
    run: async ({ query }) => ({ documents: [{ id: String(query.maxpagesize) }], continuation: 'a b&c' }),
    present: (page, context) => ({ status: 200, body: toList(page, context, ({ id }) => ({ id })) }),
  },
)

let starts = 0
const startThing = defineRoute(
  {
    operation: 'startThing',
    method: 'POST',
    idempotent: 'ByItself',
    path: '/things/{thing}/start',
    summary: 'Start a thing',
    tag: 'Service',
    access: 'Anyone',
    startsWork: true,
    responses: { 202: { description: 'Started', headers: ['Operation-Location'] } },
    errors: [],
  },
  {
    run: async ({ workflows }) => {
      starts += Object.keys(workflows).length > 0 ? 1 : 0
      return { operation: 'op1' }
    },
    present: ({ operation }, { url }) => ({
      status: 202,
      headers: { 'operation-location': url(`/operations/${operation}`) },
    }),
  },
)

const app = (failure?: Error) =>
  createHttpApp([getThing(failure), putThing, listThings, startThing], { store: createMemoryStore(Date.now) })

describe('an endpoint', () => {
  it('answers JSON with an etag, a request id and the security headers', async () => {
    const { status, headers, json } = await app().send('GET', '/things/one', { as: 'ann:Labeler' })
    expect({ status, json }).toEqual({ status: 200, json: { id: 'one' } })
    expect(headers).toMatchObject({
      etag: '"e1"',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each(['"e1"', 'W/"e1"', '"x", "e1"', '*'])('answers 304 to If-None-Match %s', async (value) => {
    const answer = await app().send('GET', '/things/one', {
      as: 'ann:Labeler',
      headers: { 'if-none-match': value },
    })
    expect(answer).toMatchObject({ status: 304, text: '', headers: { etag: '"e1"' } })
  })

  it('does not go through an If-None-Match without an end', async () => {
    for (const name of ['If-None-Match', 'If-Range', 'Range']) {
      const headers = { [name]: `${'"x",'.repeat(2048)}"e1"` }
      expect(await app().send('GET', '/things/one', { as: 'ann:Labeler', headers })).toMatchObject({
        status: 400,
        json: { error: { code: 'InvalidRequest', target: name } },
      })
    }
  })

  it('names each parameter that is repeated, once', async () => {
    const { json } = await app().send('GET', '/things?a=1&b=2&a=3&b=4&a=5&c=6', { as: 'ann:Labeler' })
    expect(json.error.details.map(({ target }) => target)).toEqual(['a', 'b'])
  })

  it('echoes a sane request id and replaces any other', async () => {
    const id = async (given: string) =>
      (await app().send('GET', '/things/one', { headers: { 'x-ms-client-request-id': given } })).headers[
        'x-ms-request-id'
      ]
    expect(await id('abcd-1234')).toBe('abcd-1234')
    expect(await id('a"b<script>')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['no token', undefined, 401, 'Unauthenticated'],
    ['a token without roles', 'ann:', 403, 'Forbidden'],
    ['a role that is too low', 'ann:Reviewer', 403, 'Forbidden'],
  ])('refuses %s', async (_, as, status, code) => {
    const answer = await app().send('PUT', '/things/one', { ...(as === undefined ? {} : { as }), body: {} })
    expect(answer).toMatchObject({ status, json: { error: { code } }, headers: { 'x-ms-error-code': code } })
  })

  it('takes the highest of the roles', async () => {
    const answer = await app().send('PUT', '/things/one', {
      as: 'ann:Labeler,Admin,Reviewer',
      body: { size: 1 },
      headers: { 'if-match': '*' },
    })
    expect(answer.status).toBe(201)
  })

  it('asks for If-Match, and reads a weak tag as the strong one', async () => {
    const put = (headers: Record<string, string>) =>
      app().send('PUT', '/things/one', { as: 'ann:Admin', body: { size: 1 }, headers })
    expect(await put({})).toMatchObject({ status: 428, json: { error: { code: 'PreconditionRequired' } } })
    expect(await put({ 'if-match': 'bare' })).toMatchObject({ status: 400 })
    expect(await put({ 'if-match': `"${'e'.repeat(2000)}"` })).toMatchObject({ status: 400 })
    expect(await put({ 'if-match': 'W/"e"' })).toMatchObject({ status: 200, json: { id: 'one', size: 1 } })
  })

  it('names each thing that is wrong with a request', async () => {
    const answer = await app().send('PUT', '/things/-bad?x=1', {
      as: 'ann:Admin',
      body: { nested: [{ name: 1, 'a b': 2 }], other: 3 },
      headers: { 'if-match': '*' },
    })
    expect(answer.status).toBe(400)
    expect(answer.json.error.details.map(({ code, target }) => [code, target])).toEqual([
      ['InvalidValue', 'thing'],
      ['UnknownProperty', 'x'],
      ['MissingProperty', 'size'],
      ['InvalidValue', 'nested[0].name'],
      ['UnknownProperty', 'nested[0]["a b"]'],
      ['UnknownProperty', 'other'],
    ])
  })

  it('answers 20 details at most', async () => {
    const body = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, 1]))
    const answer = await app().send('PUT', '/things/a', { as: 'a:Admin', body, headers: { 'if-match': '*' } })
    expect(answer.json.error.details).toHaveLength(20)
  })

  it('pages with absolute links of the configured origin, whatever host the caller names', async () => {
    const { json } = await app().send('GET', '/things?maxpagesize=7', {
      as: 'ann:Labeler',
      headers: {
        host: 'evil.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
        'x-original-host': 'evil.example',
        forwarded: 'host=evil.example;proto=https',
      },
    })
    expect(json).toEqual({
      value: [{ id: '7' }],
      nextLink: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:7071\/api\/things\?maxpagesize=7&continuation=[\w-]{16}_YSBiJmM$/,
      ),
    })
  })

  it.each(['0', '201', 'x', '', '1.5'])('refuses maxpagesize=%s', async (size) => {
    const answer = await app().send('GET', `/things?maxpagesize=${size}`, { as: 'ann:Labeler' })
    expect(answer).toMatchObject({ status: 400, json: { error: { target: 'maxpagesize' } } })
  })

  it('refuses a query parameter that is given twice', async () => {
    const answer = await app().send('GET', '/things?maxpagesize=1&maxpagesize=2', { as: 'ann:Labeler' })
    expect(answer).toMatchObject({ status: 400, json: { error: { target: 'maxpagesize' } } })
  })

  it('gives a route that starts work the port for it, and absolute links', async () => {
    const { status, headers } = await app().send('POST', '/things/one/start')
    expect(status).toBe(202)
    expect(headers['operation-location']).toBe('http://127.0.0.1:7071/api/operations/op1')
    expect(starts).toBe(1)
  })

  it('keeps what nobody foresaw to itself, and logs it with the request id', async () => {
    const failing = app(new TypeError('secret detail'))
    const answer = await failing.send('GET', '/things/one', { as: 'ann:Labeler' })
    expect(answer).toMatchObject({ status: 500, json: { error: { code: 'InternalError' } } })
    expect(answer.text).not.toContain('secret')
    expect(failing.logged).toEqual([
      expect.objectContaining({
        level: 'Error',
        fields: expect.objectContaining({
          requestId: answer.headers['x-ms-request-id'],
          operation: 'getThing',
        }),
      }),
    ])
  })

  it('says when to try again', async () => {
    const busy = new DomainError('ServiceUnavailable', 'The store is out', { retryAfter: 2.2 })
    const answer = await app(busy).send('GET', '/things/one', { as: 'ann:Labeler' })
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
  })

  it('answers 404 and 405 in its own words', async () => {
    expect(await app().send('GET', '/nothing/here')).toMatchObject({
      status: 404,
      json: { error: { code: 'RouteNotFound' } },
    })
    expect(await app().send('DELETE', '/THINGS/one')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD, PUT' },
      json: { error: { code: 'MethodNotAllowed' } },
    })
  })

  it('does not register two routes for one place', () => {
    expect(() => createHttpApp([putThing, putThing], { store: createMemoryStore(Date.now) })).toThrow(
      'Two routes',
    )
  })
})
