import { describe, expect, it } from '@jest/globals'
import { checkContainer } from '../../../../../src/domain/model/datastores/container-url.ts'

const hosts = { suffixes: ['.blob.core.windows.net'], emulator: 'http://127.0.0.1:10000/devstoreaccount1' }

describe('a container below an origin', () => {
  it('is a URL as it is stored, with what comes below it', () => {
    expect(checkContainer('https://contoso.blob.core.windows.net', ['photos', 'a', 'b'], hosts)).toEqual({
      containerUrl: 'https://contoso.blob.core.windows.net/photos',
      below: ['a', 'b'],
    })
    for (const origin of ['http://127.0.0.1:10000', 'http://localhost:10000', 'http://[::1]:10000'])
      expect(checkContainer(origin, ['devstoreaccount1', 'photos', 'a'], hosts)).toEqual({
        containerUrl: 'http://127.0.0.1/devstoreaccount1/photos',
        below: ['a'],
      })
  })

  it.each([
    ['https://contoso.blob.core.windows.net', []],
    ['https://contoso.blob.core.windows.net', ['', 'photos']],
    ['https://evil.example', ['photos']],
    ['http://127.0.0.1:10000', ['other', 'photos']],
    ['http://127.0.0.1:10000', ['devstoreaccount1']],
    ['http://localhost:10001', ['devstoreaccount1', 'photos']],
  ])('is refused: %s %j', (origin, parts) => {
    expect(() => checkContainer(origin, parts, hosts)).toThrow(
      expect.objectContaining({ code: 'InvalidRequest', target: 'containerUrl' }),
    )
  })
})
