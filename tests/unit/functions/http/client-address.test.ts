import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isIP } from 'node:net'
import { clientAddressOf, networkOf, unknownAddress } from '../../../../src/functions/http/client-address.ts'
import { checkProperty } from '../../../support/property.ts'

const from = (forwarded: string | undefined, proxies = 1) =>
  clientAddressOf(new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }), proxies)

describe('the address of a request', () => {
  test.each([
    ['203.0.113.7:51234', '203.0.113.7'],
    ['203.0.113.7', '203.0.113.7'],
    ['[2001:DB8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['10.0.0.1, 198.51.100.2, 203.0.113.7:1', '203.0.113.7'],
    ['<script>, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, <script>', unknownAddress],
    ['203.0.113.7, ', unknownAddress],
    ['999.1.1.1', unknownAddress],
    ['', unknownAddress],
    [undefined, unknownAddress],
  ])('of X-Forwarded-For: %s is %s', (forwarded, address) => {
    expect(from(forwarded)).toBe(address)
  })

  test('is what the outermost trusted proxy wrote, whatever the caller put before it', () => {
    expect(from('1.1.1.1, 203.0.113.7, 10.0.0.4', 2)).toBe('203.0.113.7')
    expect(from('203.0.113.7', 2)).toBe('203.0.113.7')
  })

  test('is an IP address or none, for any header', async () => {
    await checkProperty(
      'client-address-any',
      fc.property(fc.stringMatching(/^[\x21-\x7e ,]*$/), fc.integer({ min: 1, max: 10 }), (text, proxies) => {
        const address = from(text, proxies)
        expect(address === unknownAddress || isIP(address) > 0).toBe(true)
        expect(networkOf(address)).toMatch(/^[\w.:%/-]{2,64}$/)
      }),
    )
  })
})

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [unknownAddress, unknownAddress],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
