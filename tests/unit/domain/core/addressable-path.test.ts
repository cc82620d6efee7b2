import { expect, it } from '@jest/globals'
import { isAddressablePath } from '../../../../src/domain/core/addressable-path.ts'

it.each([
  ['a.png', true],
  ['.hidden/..b/c../...png', true],
  ['a//b.png', true],
  ['%2e%2e/a.png', true],
  ['\u{1F600}.png', true],
  ['', false],
  ['..', false],
  ['d/../x.png', false],
  ['./x.png', false],
  ['d/.', false],
  ['\uD83D.png', false],
])('%j can be in a URL: %s', (path, expected) => {
  expect(isAddressablePath(path)).toBe(expected)
  if (!expected || path.includes('%')) return
  const url = new URL(`https://a.example/c/${path.split('/').map(encodeURIComponent).join('/')}`)
  expect(decodeURIComponent(url.pathname)).toBe(`/c/${path}`)
})
