import { describe, expect, it } from '@jest/globals'
import type { Answer } from '../../../fuzz/http/send.ts'
import { createJudge, type Asked } from '../../../fuzz/judge/judge.ts'
import { findLeak } from '../../../fuzz/judge/leaks.ts'
import { createContract } from '../../../tools/contract.ts'
import type { OpenApi } from '../../../tools/openapi.ts'
import { securityHeaders } from '../../../src/functions/http/security-headers.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

const { send } = createAllRoutes()

const asked = (method = 'GET', target = '/api/projects'): Asked => ({
  method,
  target,
  headers: [['Host', '127.0.0.1:1']],
  bodyBytes: 0,
})
const good = { ...securityHeaders, 'x-ms-request-id': 'r', 'content-type': 'application/json; charset=utf-8' }
const answer = (status: number, body: unknown, headers: Record<string, string> = good): Answer => ({
  status,
  headers: new Headers(headers),
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const error = (status: number, code: string, message = 'No') =>
  answer(status, { error: { code, message } }, { ...good, 'x-ms-error-code': code })

const judge = async () => {
  const document = JSON.parse((await send('GET', '/openapi.json')).text) as OpenApi
  return createJudge({ contract: createContract(document), secrets: ['s3cret-token'] })
}
const withoutNosniff = Object.fromEntries(
  Object.entries(good).filter(([name]) => name !== 'x-content-type-options'),
)

describe('the judge of answers', () => {
  it('is content with what is described', async () => {
    const verdict = (await judge())(asked(), answer(200, { value: [] }))
    expect(verdict).toEqual({ by: 'listProjects', faults: [] })
    expect((await judge())(asked(), error(403, 'Forbidden')).faults).toEqual([])
    const nowhere = error(404, 'RouteNotFound')
    expect((await judge())(asked('GET', '/api/nowhere'), nowhere)).toEqual({ by: '(no route)', faults: [] })
  })

  it.each<[string, Answer | { failure: 'late' | 'cut'; reason: string }]>([
    ['a 500', error(500, 'InternalError')],
    ['a 503 that does not say when to come back', error(503, 'ServiceUnavailable')],
    ['a status that is not described', answer(418, { value: [] })],
    ['a body that is not as described', answer(200, { values: [] })],
    ['a code that is not described', error(404, 'PageNotFound')],
    [
      'an error of another shape',
      answer(403, { message: 'No' }, { ...good, 'x-ms-error-code': 'Forbidden' }),
    ],
    [
      'a code in the header that is not that of the body',
      answer(
        403,
        { error: { code: 'Forbidden', message: 'No' } },
        { ...good, 'x-ms-error-code': 'Unauthenticated' },
      ),
    ],
    ['HTML', answer(200, '<p>', { ...good, 'content-type': 'text/html' })],
    ['an answer without nosniff', answer(200, { value: [] }, withoutNosniff)],
    ['a stack trace', error(403, 'Forbidden', 'Error\n    at run (file:///x/src/a.ts:1:2)')],
    ['a secret', error(403, 'Forbidden', 'It was s3cret-token')],
    ['SQL', error(403, 'Forbidden', 'SELECT doc FROM items')],
    ['an origin that may not', answer(200, { value: [] }, { ...good, 'access-control-allow-origin': '*' })],
    ['no answer', { failure: 'late', reason: '10 s' }],
    ['a connection that is cut', { failure: 'cut', reason: 'reset' }],
  ])('finds %s', async (_name, given) => {
    expect((await judge())(asked(), given).faults).not.toEqual([])
  })

  it('finds what leaks, and not what only looks like it', () => {
    for (const text of ['TypeError: x', 'node_modules', '/src/domain/a.ts', 'SQLITE_BUSY'])
      expect(findLeak(text, [])).toBeDefined()
    for (const text of ['select a class', 'There is no project', 'https://host/api/projects'])
      expect(findLeak(text, [])).toBeUndefined()
  })
})
