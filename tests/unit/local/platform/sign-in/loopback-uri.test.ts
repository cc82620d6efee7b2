import { expect, test } from '@jest/globals'
import { isLoopbackOrigin, loopbackUri } from '../../../../../local/platform/sign-in/loopback-uri.ts'

test.each([
  'http://127.0.0.1:7071/signed-in',
  'http://localhost/x?y=z',
  'http://[::1]:5173/',
  'https://localhost:1/',
])('%s is of this machine', (text) => {
  expect(loopbackUri(text)?.href).toBe(text)
})

test.each([
  null,
  '',
  '/signed-in',
  'http://example.org/',
  'http://localhost.example.org/',
  'http://127.0.0.1.example.org/',
  'http://localhost@example.org/',
  'http://user@localhost/',
  'http://localhost/#x',
  'javascript:alert(1)//localhost',
  'data:text/html,localhost',
  'file://localhost/etc',
  '//localhost/x',
])('%j is not', (text) => {
  expect(loopbackUri(text)).toBeUndefined()
})

test('an origin has nothing behind it', () => {
  expect(isLoopbackOrigin('http://localhost:5173')).toBe(true)
  for (const other of ['http://localhost:5173/', 'null', 'http://example.org', ''])
    expect(isLoopbackOrigin(other)).toBe(false)
})
