import { describe, expect, it } from '@jest/globals'
import { bareEtag } from '../../../../src/domain/core/etag.ts'
import { toWireEtag } from '../../../../src/adapters/cosmos/etag.ts'

describe('an ETag of Cosmos DB', () => {
  it('loses the quotes of HTTP, and gets them back', () => {
    const stored = '"00001a-0000-0d00-0000-000000000000"'
    expect(bareEtag(stored)).toBe('00001a-0000-0d00-0000-000000000000')
    expect(toWireEtag(bareEtag(stored))).toBe(stored)
  })

  it.each(['', '*'])("matches no version if it is '%s', which the database takes for any", (etag) => {
    expect(toWireEtag(etag)).toBe('"none"')
  })
})
