import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import { endOfUrls, expiryAfter } from '../../../../../src/domain/model/files/url-expiry.ts'

const minute = 60_000
const hour = 60 * minute

describe('the time at which URLs end', () => {
  test.each([
    [0, undefined, 1],
    [30 * minute, undefined, 1],
    [30 * minute + 1, undefined, 2],
    [0, 50 * minute, 1],
    [0, 50 * minute + 1, 2],
    [7 * hour, 3 * hour, 8],
  ])('at %i ms, with a lease until %p: hour %i', (now, until, end) => {
    expect(expiryAfter(now, until)).toBe(end * hour)
  })

  test('is on the hour, half an hour ahead at least, and after the lease', async () => {
    const time = fc.integer({ min: 0, max: 2 ** 41 })
    await checkProperty(
      'is on the hour, half an hour ahead at least, and after the lease',
      fc.property(time, fc.integer({ min: 0, max: 24 * hour }), (now, lease) => {
        const end = expiryAfter(now, now + lease)
        expect(end % hour).toBe(0)
        expect(end - now).toBeGreaterThanOrEqual(30 * minute)
        expect(end - now).toBeLessThanOrEqual(Math.max(90 * minute, lease + 70 * minute))
        expect(end).toBeGreaterThan(now + lease)
      }),
    )
  })

  test.each([
    [{ type: 'ManagedIdentity' }, 10],
    [{ type: 'Anonymous' }, 10],
    [{ type: 'Sas', secretName: 's' }, 10],
    [{ type: 'Sas', secretName: 's', expiresAt: 11 }, 10],
    [{ type: 'Sas', secretName: 's', expiresAt: 9 }, 9],
  ] as const)('is that of the credential if it ends before: %j', (credential, end) => {
    expect(endOfUrls(10, { credential })).toBe(end)
  })
})
