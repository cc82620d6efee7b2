import { describe, expect, test } from '@jest/globals'
import { createJudge } from '../../../../../lab/fuzz/judge/judge.ts'
import type { Asked } from '../../../../../lab/fuzz/judge/stopped-before.ts'
import { judgeRaw } from '../../../../../lab/fuzz/judge/judge-raw.ts'
import { createContract } from '../../../../../tools/contract.ts'
import { parseOpenApi } from '../../../../../tools/openapi.ts'

const thing = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
const contract = createContract(
  parseOpenApi({
    paths: {
      '/things/{thing}': {
        get: {
          operationId: 'getThing',
          responses: {
            200: { content: { 'application/json': { schema: thing } } },
            404: { 'x-error-codes': ['ThingNotFound'], content: { 'application/json': {} } },
            500: { content: { 'application/json': {} } },
            503: { content: { 'application/json': {} } },
          },
        },
      },
    },
    components: { schemas: {} },
  }),
)
const judge = createJudge({ contract, secrets: ['hidden-key'] })

const asked: Asked = {
  method: 'GET',
  target: '/api/things/one?a=b',
  headers: [['Host', 'localhost']],
  bodyBytes: 0,
}
const secure = {
  'content-type': 'application/json',
  'x-ms-request-id': 'abcdefgh',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=1',
  'x-content-type-options': 'nosniff',
  vary: 'Origin',
}
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers({ ...secure, ...headers }),
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const refusal = (code: string, message = 'No') =>
  [{ error: { code, message } }, { 'x-ms-error-code': code }] as const
const kinds = (...args: Parameters<typeof judge>) => judge(...args).faults.map(({ kind }) => kind)

describe('what is documented is no fault', () => {
  test.each([
    ['a success', asked, answer(200, { name: 'a' })],
    ['a refusal', asked, answer(404, ...refusal('ThingNotFound'))],
    ['no route', { ...asked, target: '/api/nothing' }, answer(404, ...refusal('RouteNotFound'))],
    [
      'another method',
      { ...asked, method: 'PUT' },
      answer(405, refusal('MethodNotAllowed')[0], { ...refusal('MethodNotAllowed')[1], allow: 'GET' }),
    ],
  ])('%s', (_, request, reply) => {
    expect(kinds(request, reply)).toEqual([])
  })

  const header = (name: string, value: string) => ({
    headers: [
      ['Host', 'localhost'],
      [name, value],
    ] as const,
  })
  test.each([
    ['another method at the address', { method: 'POST', target: '/' }, 204],
    ['another path', { target: '/elsewhere' }, 404],
    ['an empty segment after the prefix', { target: '/api//things/one' }, 404],
    ['a path of the host', { target: '/admin/functions/x' }, 401],
    ['a NUL', { target: '/api/things/%00' }, 400],
    ['a NUL in a segment that folds', { target: '/api/things/%00/..' }, 400],
    ['a long URL', { target: `/api/things/one?${'a'.repeat(9000)}` }, 414],
    ['many headers', { headers: Array.from({ length: 101 }, () => ['a', 'b'] as const) }, 431],
    ['long headers', header('a', 'b'.repeat(33_000)), 431],
    ['a byte beyond ASCII', header('a', '\xe9'), 400],
    ['no host', { headers: [] }, 400],
    ['an empty host', { headers: [['Host', '']] as const }, 500],
    ['a method that nobody serves', { method: 'TRACE' }, 404],
  ])('%s, which the host answers before the service', (_, part, status) => {
    const [body, code] = status < 400 ? ['', {}] : refusal('InvalidRequest')
    const bare = { ...answer(status, body), headers: new Headers({ ...code, 'x-ms-request-id': 'r' }) }
    expect(kinds({ ...asked, ...part }, bare)).toEqual([])
    expect(kinds(asked, bare)).toEqual([`getThing: ${status} that is not the service's`])
    if (status < 400) return
    expect(kinds({ ...asked, ...part }, { ...bare, body: '' })).toEqual([
      `(HTTP server): ${status} not in the shape of an error`,
    ])
  })
})

describe('a path outside the API', () => {
  const page = { ...asked, target: '/p/things?a=b' }
  const { vary: _, ...ofApp } = secure
  const appAnswer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
    ...answer(status, body),
    headers: new Headers({ ...ofApp, ...headers }),
  })

  test('is a page, one that the client has, or nothing', () => {
    expect(kinds(page, appAnswer(200, '<p>'))).toEqual([])
    expect(kinds(page, appAnswer(304, ''))).toEqual([])
    expect(kinds({ ...page, target: '/api//things' }, appAnswer(404, ...refusal('RouteNotFound')))).toEqual(
      [],
    )
  })

  test('has the headers of the service, tells no secret and no other origin', () => {
    const bare = appAnswer(200, '<p>')
    bare.headers.delete('x-content-type-options')
    expect(kinds(page, bare)).toEqual(['(web app): 200 without x-content-type-options'])
    expect(kinds(page, appAnswer(500, ...refusal('InternalError')))).toEqual(['(web app): 500 for a file'])
    expect(kinds(page, appAnswer(404, '<p>'))).toEqual(['(web app): 404 not in the shape of an error'])
    expect(kinds(page, appAnswer(200, 'hidden-key'))).toHaveLength(1)
    expect(kinds(page, appAnswer(200, '<p>', { 'access-control-allow-origin': '*' }))).toEqual([
      '(web app): an origin may read a file',
    ])
  })
})

describe('a path that folds', () => {
  const targets = [
    '/api/things/',
    '/api/things/one/',
    '/api/things/one/..',
    '/api/things/%2e',
    '/api/things/a%2Fb',
  ]
  test.each([...targets, '/api/things/%252e%252e', '/api/things/one/x/../..', '/api/things/..%5c'])(
    '%s is 404 without a route, and nothing else',
    (target) => {
      const request = { ...asked, target }
      expect(kinds(request, answer(404, ...refusal('RouteNotFound')))).toEqual([])
      for (const other of [answer(200, { name: 'a' }), answer(400, ...refusal('InvalidRequest'))])
        expect(kinds(request, other)[0]).toMatch(/^\(no route\): [24]00 for a path that folds/)
    },
  )

  test('and one that is resolved to a route is that route', () => {
    expect(kinds({ ...asked, target: '/api/x/../things/one' }, answer(200, { name: 'a' }))).toEqual([])
    expect(
      kinds({ ...asked, target: '/api/%2E/things/one' }, answer(404, ...refusal('ThingNotFound'))),
    ).toEqual([])
  })
})

describe('the host that a request names', () => {
  const headers = [['Host', 'evil.example:7071']] as const
  test('is served only if it is this machine', () => {
    const [body, code] = refusal('InvalidRequest')
    const refused = { ...answer(421, body), headers: new Headers({ ...code, 'x-ms-request-id': 'r' }) }
    expect(kinds({ ...asked, headers }, refused)).toEqual([])
    expect(kinds(asked, refused)).toEqual(["getThing: 421 that is not the service's"])
  })

  test('is in no link', () => {
    const link = answer(200, { name: 'https://evil.example/api/things?continuation=x' })
    expect(kinds(asked, link)).toEqual(['getThing: a link to a host that the request named'])
  })
})

test('Vary is always there', () => {
  const open = answer(200, { name: 'a' })
  open.headers.delete('vary')
  expect(kinds(asked, open)).toEqual(['getThing: 200 without Vary: Origin'])
})

describe('a fault is', () => {
  const withoutPolicy = answer(200, { name: 'a' })
  withoutPolicy.headers.delete('content-security-policy')
  test.each([
    ['a 500', answer(500, ...refusal('InternalError')), 'getThing: 500'],
    ['a 503 that does not say when', answer(503, ...refusal('Busy')), 'getThing: 503 without Retry-After'],
    ['a status', answer(409, ...refusal('Other')), 'getThing: getThing 409 is not documented'],
    ['a code', answer(404, ...refusal('Other')), 'getThing: getThing 404: the code Other is not among'],
    ['a body', answer(200, { name: 1 }), 'getThing: getThing 200: data/name must be string'],
    [
      'no shape of an error',
      answer(404, 'x', { 'x-ms-error-code': 'ThingNotFound' }),
      'getThing: 404 not in the shape',
    ],
    ['a stack', answer(200, { name: 'Error\n    at f (a.ts:1:2)' }), 'getThing: a path of the machine'],
    ['SQL', answer(200, { name: 'near: SELECT a FROM b' }), 'getThing: SQL'],
    ['a secret', answer(200, { name: 'is hidden-key' }), 'getThing: secret number 0'],
    ['a header that is missing', withoutPolicy, 'getThing: 200 without content-security-policy'],
    [
      'a foreign origin',
      answer(200, { name: 'a' }, { 'access-control-allow-origin': '*' }),
      'getThing: an origin',
    ],
    [
      'an answer of another server',
      { ...answer(404, ''), headers: new Headers() },
      'getThing: 404 that is not',
    ],
    ['silence', { failure: 'late', reason: 'x' } as const, 'getThing: late'],
    ['an end', { failure: 'cut', reason: 'x' } as const, 'getThing: cut'],
  ])('%s', (name, reply, expected) => {
    const found = kinds(asked, reply)
    if (name === 'a stack') expect(found).toEqual(['getThing: a stack trace'])
    else expect(found.join('\n')).toContain(expected)
  })

  test('a 405 that allows what was asked', () => {
    const [body, headers] = refusal('MethodNotAllowed')
    expect(kinds({ ...asked, target: '/api/x' }, answer(405, body, { ...headers, allow: 'GET' }))).toEqual([
      '(no route): 405 that allows the very method',
    ])
  })

  test('on a socket: a request that was left out, or an answer that no HTTP server gives', () => {
    const strange = { ...answer(204, ''), headers: new Headers() }
    expect(judgeRaw({ answers: [strange], rest: '' }, 2).map(({ kind }) => kind)).toEqual([
      '(raw socket): not each request was answered',
      "(raw socket): 204 that is not the service's",
    ])
    expect(judgeRaw({ answers: [answer(200, {})], rest: '' }, 1)).toEqual([])
  })
})

describe('which operation takes a path', () => {
  test.each([
    ['/api/things/one', 'getThing'],
    ['/API/Things/one', 'getThing'],
    ['/api/%74hings/a%20b', 'getThing'],
    ['http://localhost:1/api/x/../things/b?a', 'getThing'],
    ['/API/Things/one/', undefined],
    ['/api/%74hings/a%2Fb', undefined],
    ['http://localhost:1/api/things/..?a', undefined],
    ['/api/things/', undefined],
    ['/api/things/a/b', undefined],
    ['/api//things/a', undefined],
    ['/things/a', undefined],
  ])('%s: %s', (target, expected) => {
    expect(contract.find('GET', target)?.operationId).toBe(expected)
  })
})
