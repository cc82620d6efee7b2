import { expect, test } from '@jest/globals'
import { createPagePolicy } from '../../../../src/functions/app/page-policy.ts'

const directivesOf = (policy: string): ReadonlyMap<string, string> =>
  new Map(policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part]))

test('allows pictures and requests where they are needed, and nothing else from elsewhere', () => {
  const policy = createPagePolicy({
    authority: 'https://login.example.com/tenant/v2.0',
    blobHosts: ['https://*.blob.example.net', 'http://127.0.0.1:1'],
  })
  const directives = directivesOf(policy)
  expect(directives.get('connect-src')).toBe(
    "connect-src 'self' https://login.example.com https://*.blob.example.net http://127.0.0.1:1",
  )
  expect(directives.get('img-src')).toBe(
    "img-src 'self' blob: data: https://*.blob.example.net http://127.0.0.1:1",
  )
  for (const [name, directive] of directives)
    if (name !== 'connect-src' && name !== 'img-src') expect(directive).not.toMatch(/http|\*|unsafe|data:/)
  expect(directives.get('default-src')).toBe("default-src 'none'")
  expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'")
})

test('names no issuer where there is none', () => {
  const policy = createPagePolicy({ authority: undefined, blobHosts: [] })
  expect(directivesOf(policy).get('connect-src')).toBe("connect-src 'self'")
})
