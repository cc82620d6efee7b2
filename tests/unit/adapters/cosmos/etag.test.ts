import { describe, expect, it } from '@jest/globals'
import { fromWireEtag, toWireEtag } from '../../../../src/adapters/cosmos/etag.ts'

describe('an ETag of Cosmos DB', () => {
  it('loses the quotes of HTTP, and gets them back', () => {
    const stored = '"00001a-0000-0d00-0000-000000000000"'
    expect(fromWireEtag(stored)).toBe('00001a-0000-0d00-0000-000000000000')
    expect(toWireEtag(fromWireEtag(stored))).toBe(stored)
  })

  it.each(['', '*'])("matches no version if it is '%s', which the service takes for any", (etag) => {
    expect(toWireEtag(etag)).toBe('"none"')
  })
})
