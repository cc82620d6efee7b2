import { describe, expect, test } from '@jest/globals'
import { HttpRequest } from '@azure/functions'
import { createCors } from '../../../../src/functions/http/cors.ts'
import { parseOpenApi } from '../../../../tools/openapi.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const cors = createCors(['https://labels.example.org', 'http://localhost:*'])
const from = (origin: string | undefined, method = 'GET', more: Record<string, string> = {}) =>
  new HttpRequest({
    method,
    url: 'http://127.0.0.1/api/projects',
    headers: { ...(origin === undefined ? {} : { origin }), ...more },
  })

describe('Vary', () => {
  test.each([
    [{ etag: '"1"' }, { etag: '"1"', vary: 'Origin' }],
    [{ vary: 'Accept' }, { vary: 'Accept, Origin' }],
    [undefined, { vary: 'Origin' }],
  ])('is added to %p where origins are configured, with and without an origin', (headers, expected) => {
    for (const origin of [undefined, 'https://evil.example.org', 'null', 'http://localhost:1'])
      expect(cors.allow(from(origin), { status: 304, ...(headers && { headers }) }).headers).toMatchObject(
        expected,
      )
    expect(createCors([]).allow(from('http://localhost:1'), { status: 200 })).toEqual({ status: 200 })
  })

  test('is in the answer to a preflight', () => {
    const asked = from('http://localhost:5173', 'OPTIONS', { 'access-control-request-method': 'PUT' })
    expect(cors.preflight(asked, ['PUT'])?.headers).toMatchObject({ vary: 'Origin' })
  })
})

describe('every header', () => {
  const listOf = (text: unknown): readonly string[] => String(text).toLowerCase().split(', ')

  test('that the API documents can be sent, and read, by a page of another origin', async () => {
    const document = parseOpenApi(JSON.parse((await createAllRoutes().send('GET', '/openapi.json')).text))
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    const sent = operations.flatMap(({ parameters }) =>
      parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase()),
    )
    const read = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ headers }) =>
        Object.keys(headers).map((name) => name.toLowerCase()),
      ),
    )
    const asked = from('http://localhost:5173', 'OPTIONS', { 'access-control-request-method': 'PUT' })
    const accepted = listOf(
      new Headers(cors.preflight(asked, ['PUT'])?.headers).get('access-control-allow-headers'),
    )
    const answer = cors.allow(from('http://localhost:5173'), { status: 200 })
    const exposed = listOf(new Headers(answer.headers).get('access-control-expose-headers'))
    expect(sent.length).toBeGreaterThan(20)
    expect(sent.filter((name) => !accepted.includes(name))).toEqual([])
    // Browsers let every script read this one.
    const readable = new Set([...exposed, 'last-modified'])
    expect(read.filter((name) => !readable.has(name))).toEqual([])
    expect(exposed).toEqual(expect.arrayContaining(['allow', 'www-authenticate']))
  })
})

describe('a page of another origin', () => {
  test.each(['https://labels.example.org', 'http://localhost:5173', 'http://localhost'])(
    '%s may read answers',
    (origin) => {
      const { headers } = cors.allow(from(origin), { status: 200, headers: { etag: '"1"' } })
      expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin', etag: '"1"' })
    },
  )

  test.each([
    'https://evil.example.org',
    'http://labels.example.org',
    'https://labels.example.org:444',
    'https://labels.example.org.evil.org',
    'http://localhost.evil.org:80',
    'http://localhost:80@evil.org',
    'null',
    undefined,
  ])('%s may not', (origin) => {
    expect(cors.allow(from(origin), { status: 200 })).toEqual({ status: 200, headers: { vary: 'Origin' } })
    expect(
      cors.preflight(from(origin, 'OPTIONS', { 'access-control-request-method': 'PUT' }), ['PUT']),
    ).toBeUndefined()
  })

  test('is told before it sends what it may send', () => {
    const asked = from('http://localhost:5173', 'OPTIONS', { 'access-control-request-method': 'PUT' })
    const answer = cors.preflight(asked, ['GET', 'PUT'])
    expect(answer?.status).toBe(204)
    expect(answer?.headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': expect.stringContaining('If-Match'),
    })
    expect(cors.preflight(from('http://localhost:5173', 'OPTIONS'), ['GET'])).toBeUndefined()
  })
})
