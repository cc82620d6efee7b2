import { describe, expect, it } from '@jest/globals'
import { readSasTerms } from '../../../../../src/domain/model/datastores/sas-terms.ts'

const at = (text: string): number => Date.parse(text)

describe('the terms of a SAS token', () => {
  it.each([
    ['se=2027-01-31', '2027-01-31T00:00:00Z'],
    ['se=2027-01-31T10:30Z', '2027-01-31T10:30:00Z'],
    ['se=2027-01-31T10%3A30%3A15Z', '2027-01-31T10:30:15Z'],
    ['se=2027-01-31T10:30:15.1234567Z', '2027-01-31T10:30:15.123Z'],
    // The key with which a user signed ends before the token.
    ['se=2027-01-31&ske=2027-01-07T00:00:00Z', '2027-01-07T00:00:00Z'],
    ['se=2027-01-05&ske=2027-01-07T00:00:00Z', '2027-01-05T00:00:00Z'],
  ])('%s', (token, end) => {
    expect(readSasTerms(`sv=2024-11-04&sig=x&${token}`).expiresAt).toBe(at(end))
  })

  it.each([
    '',
    '&se=',
    '&se=tomorrow',
    '&se=2027-13-45',
    '&se=2027-01-31T10:30:15%2B02:00',
    '&ske=2027-01-07',
  ])('has an unknown end: %j', (rest) =>
    expect(readSasTerms(`sv=2024-11-04&sig=x&si=readers${rest}`).expiresAt).toBeUndefined(),
  )

  it('says nothing of the signature', () => {
    const terms = readSasTerms(
      'sv=2024-11-04&sr=c&sp=rl&st=2026-01-01&si=readers&se=2027-01-31&sig=secret%3D',
    )
    expect(terms).toEqual({
      startsAt: at('2026-01-01T00:00:00Z'),
      expiresAt: at('2027-01-31T00:00:00Z'),
      permissions: 'rl',
      policy: 'readers',
    })
  })
})
