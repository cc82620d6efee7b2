import { describe, expect, it } from '@jest/globals'
import { isAddressablePath } from '../../../../src/domain/core/addressable-path.ts'

describe('isAddressablePath', () => {
  it.each(['', '.', '..', 'd/../x.png', './x.png', 'd/..', 'd/./x.png', 'd/\uD800.png', '\uDC00'])(
    'refuses %j, which no URL can name',
    (path) => {
      expect(isAddressablePath(path)).toBe(false)
    },
  )

  it.each([
    'x.png',
    'd//x.png',
    '/x.png',
    '...',
    'd/..x.png',
    'd/x..',
    '%2e%2e/x.png',
    'd\\..\\x.png',
    '😀 é/?#&+.png',
  ])('accepts %j, and the URL holds it unchanged', (path) => {
    expect(isAddressablePath(path)).toBe(true)
    const escaped = path.split('/').map(encodeURIComponent).join('/')
    const { pathname } = new URL(`https://account.blob.core.windows.net/container/${escaped}`)
    expect(pathname.split('/').slice(2).map(decodeURIComponent).join('/')).toBe(path)
  })
})
