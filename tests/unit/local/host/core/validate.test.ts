import { describe, expect, test } from '@jest/globals'
import { expandSettings } from '../../../../../local/host/core/settings.ts'
import type { Binding } from '../../../../../local/host/core/rpc.ts'
import { validateApp } from '../../../../../local/host/core/validate.ts'
import { serializeCookie } from '../../../../../local/host/http/cookies.ts'

const app = (bindings: Record<string, Binding>, retryOptions?: unknown) =>
  validateApp(
    new Map([['f', { metadata: { name: 'f', bindings, retryOptions }, callback: () => undefined }]]),
  )
const http: Binding = { type: 'httpTrigger', direction: 'in', authLevel: 'anonymous' }
const out: Binding = { type: 'http', direction: 'out' }

describe('validateApp', () => {
  test('finds the trigger and the durable clients', () => {
    const client: Binding = { type: 'durableClient', direction: 'in' }
    expect(app({ h: http, c: client, $return: out })).toMatchObject([
      { name: 'f', trigger: 'httpTrigger', triggerName: 'h', clients: ['c'] },
    ])
  })

  test.each<[Record<string, Binding>, unknown, RegExp]>([
    [{ q: { type: 'queueTrigger', direction: 'in' } }, undefined, /"f".*"q" of type "queueTrigger"/],
    [{ h: http, b: { type: 'blob', direction: 'out' } }, undefined, /"b" of type "blob" \(out\)/],
    [{ e: { type: 'entityTrigger', direction: 'in' } }, undefined, /"e" of type "entityTrigger"/],
    [{ h: { ...http, authLevel: 'function' } }, undefined, /authLevel "function"/],
    [{ h: { ...http, sdkBinding: true } }, undefined, /sdkBinding/],
    [{ h: http, t: { type: 'timerTrigger', direction: 'in' } }, undefined, /2 triggers/],
    [{ $return: out }, undefined, /0 triggers/],
    [{ h: http }, { strategy: 'fixedDelay' }, /retry policy/],
  ])('refuses %j %j', (bindings, retry, message) => {
    expect(() => app(bindings, retry)).toThrow(message)
  })
})

test('expandSettings replaces names and refuses unknown ones', () => {
  expect(expandSettings('0 %A% %B%', { A: '1', B: '2' })).toBe('0 1 2')
  expect(() => expandSettings('%NOPE%', {})).toThrow(/"NOPE"/)
})

test.each([
  [{ name: 'a', value: 'b;c' }, 'a=b%3Bc'],
  [
    {
      name: 'a',
      value: 'b',
      maxAge: { value: 60 },
      domain: { value: 'x.org' },
      path: { value: '/' },
      expires: { value: { seconds: 0 } },
      httpOnly: { value: true },
      secure: { value: true },
      sameSite: 'explicitNone',
    },
    'a=b; Max-Age=60; Domain=x.org; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=None',
  ],
  [{ name: 'a', value: 'b', sameSite: 'none' }, 'a=b'],
])('serializeCookie %j', (cookie, expected) => {
  expect(serializeCookie(cookie)).toBe(expected)
})
