import { describe, expect, it } from '@jest/globals'
import { checkSasToken } from '../../../../../src/domain/model/datastores/sas-token.ts'

describe('a SAS token', () => {
  it.each(['?sv=2024-11-04&sig=abc%2B', 'sv=2024-11-04&sig=abc%2B', '  sv=2024-11-04&sig=abc%2B\n'])(
    'takes %j',
    (text) => expect(checkSasToken(text)).toBe('sv=2024-11-04&sig=abc%2B'),
  )

  it.each([
    'abc',
    'sv=1',
    'sig=1',
    'sv=1&sig=',
    'https://a.blob.core.windows.net/c?sv=1&sig=x',
    'sv=1&sig=a b',
    'BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x',
  ])('refuses %s', (text) => expect(() => checkSasToken(text)).toThrow(/SAS token/))
})
