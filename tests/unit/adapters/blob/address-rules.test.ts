import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { allowAddresses } from '../../../../src/adapters/blob/address-rules.ts'
import { checkProperty } from '../../../support/property.ts'

const allows = allowAddresses([])

const toNumber = (address: string): number =>
  address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
const dotted = (n: number): string => [24, 16, 8, 0].map((shift) => (n >>> shift) & 255).join('.')
const hex = (n: number): string => `${(n >>> 16).toString(16)}:${(n & 0xffff).toString(16)}`

/** First and last, written out: what must never be connected to. */
const specialIPv4 = {
  unspecified: ['0.0.0.0', '0.255.255.255'],
  'private 10': ['10.0.0.0', '10.255.255.255'],
  'carrier-grade NAT': ['100.64.0.0', '100.127.255.255'],
  loopback: ['127.0.0.0', '127.255.255.255'],
  'the platform of Azure': ['168.63.129.16', '168.63.129.16'],
  'link-local': ['169.254.0.0', '169.254.255.255'],
  'private 172': ['172.16.0.0', '172.31.255.255'],
  assignments: ['192.0.0.0', '192.0.0.255'],
  'documentation 1': ['192.0.2.0', '192.0.2.255'],
  '6to4 relays': ['192.88.99.0', '192.88.99.255'],
  'private 192': ['192.168.0.0', '192.168.255.255'],
  benchmarks: ['198.18.0.0', '198.19.255.255'],
  'documentation 2': ['198.51.100.0', '198.51.100.255'],
  'documentation 3': ['203.0.113.0', '203.0.113.255'],
  'multicast and reserved': ['224.0.0.0', '255.255.255.255'],
} as const

const ranges = Object.entries(specialIPv4).map(([name, [first, last]]) => ({
  name,
  first: toNumber(first),
  last: toNumber(last),
}))

const isSpecial = (n: number): boolean => ranges.some(({ first, last }) => n >= first && n <= last)

/** Each way to write an IPv4 address as one of IPv6. */
const mappedForms = (n: number): string[] => [
  `::ffff:${dotted(n)}`,
  `::FFFF:${hex(n)}`,
  `0:0:0:0:0:ffff:${hex(n)}`,
]
const nat64Forms = (n: number): string[] => [`64:ff9b::${dotted(n)}`, `0064:ff9b:0:0:0:0:${hex(n)}`]

const word = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
const below = (prefix: string) =>
  fc
    .array(word, { minLength: 8, maxLength: 8 })
    .map((words) => [...prefix.split(':'), ...words].slice(0, 8).join(':'))

const expectAll = (kind: string, addresses: fc.Arbitrary<string>, allowed: boolean) =>
  checkProperty(
    `address-rules-${kind.replaceAll(/\W+/g, '-')}`,
    fc.property(addresses, (address) => {
      expect([address, allows(address)]).toEqual([address, allowed])
    }),
    { runs: 300 },
  )

describe('an IPv4 address', () => {
  it.each(ranges)('of $name is refused, in any form', ({ name, first, last }) => {
    const inRange = fc.oneof(fc.integer({ min: first, max: last }), fc.constantFrom(first, last))
    return expectAll(
      name,
      inRange.chain((n) => fc.constantFrom(dotted(n), ...mappedForms(n), ...nat64Forms(n))),
      false,
    )
  })

  it('that is public is allowed, in the forms in which it may come', () => {
    const edges = ranges.flatMap(({ first, last }) => [first - 1, last + 1])
    const numbers = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.constantFrom(...edges))
    const open = numbers.filter((n) => n >= 0 && n <= 0xffff_ffff && !isSpecial(n))
    return expectAll(
      'public IPv4',
      open.chain((n) => fc.constantFrom(dotted(n), ...mappedForms(n), ...nat64Forms(n))),
      true,
    )
  })
})

describe('an IPv6 address', () => {
  it.each([
    ['unique local', 'fc00'],
    ['unique local of a network', 'fd12:3456'],
    ['link-local', 'fe80'],
    ['the end of link-local', 'febf'],
    ['site-local', 'fec0'],
    ['multicast', 'ff02'],
    ['Teredo', '2001:0'],
    ['documentation', '2001:db8'],
    ['documentation', '3fff:abc'],
    ['6to4', '2002'],
    ['6to4 of loopback', '2002:7f00:1'],
    ['local NAT64', '64:ff9b:1'],
    ['discard', '100:0:0:0'],
    ['segment routing', '5f00'],
    ['compatible with IPv4', '0:0:0:0:0:0'],
    ['not given out', '4000'],
  ])('of %s is refused (%s)', (_, prefix) => expectAll(prefix, below(prefix), false))

  it.each(['2400', '2603:1000', '2a01:111', '2001:4860', '3ffe'])(
    'that is public is allowed (%s)',
    (prefix) => expectAll(prefix, below(prefix), true),
  )

  it.each(['::', '::1', 'fe80::1%lo', '2603:1000::1%eth0', 'fd00:ec2::254'])('%s is refused', (address) =>
    expect(allows(address)).toBe(false),
  )
})

describe('what is no address', () => {
  it.each([
    '',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '20.60.1.1 ',
    '[::1]',
    '1.2.3.4/8',
  ])('is refused (%s)', (text) => expect(allows(text)).toBe(false))
})

describe('networks that are named', () => {
  const own = allowAddresses(['10.0.1.0/24', 'fd00:1::/64'])

  it.each(['10.0.1.0', '10.0.1.255', '::ffff:10.0.1.4', 'fd00:1::abcd'])('open %s', (address) =>
    expect([own(address), allows(address)]).toEqual([true, false]),
  )

  it.each(['10.0.0.255', '10.0.2.0', '127.0.0.1', '169.254.169.254', 'fd00:1:0:1::1', 'fe80::1'])(
    'leave %s shut',
    (address) => expect(own(address)).toBe(false),
  )

  it('leave public addresses open', () => {
    expect(own('20.60.1.1')).toBe(true)
    expect(own('2603:1000::1')).toBe(true)
  })
})
