import { describe, expect, test } from '@jest/globals'
import { HttpRequest } from '@azure/functions'
import { createCors } from '../../../../src/functions/http/cors.ts'

const cors = createCors(['https://labels.example.org', 'http://localhost:*'])
const from = (origin: string | undefined, method = 'GET', more: Record<string, string> = {}) =>
  new HttpRequest({
    method,
    url: 'http://127.0.0.1/api/projects',
    headers: { ...(origin === undefined ? {} : { origin }), ...more },
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
    expect(cors.allow(from(origin), { status: 200 })).toEqual({ status: 200 })
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
