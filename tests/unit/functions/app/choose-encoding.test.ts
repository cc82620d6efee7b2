import { expect, test } from '@jest/globals'
import { chooseEncoding } from '../../../../src/functions/app/choose-encoding.ts'

const both = { sizes: { identity: 9, br: 3, gz: 4 } }

test.each([
  ['br', 'br'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, br;q=0.5', 'br'],
  ['GZIP', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br; q=0.000,gzip ;q=0.1', 'gzip'],
  ['br;q=0.001', 'br'],
  ['identity', undefined],
  ['*', undefined],
  ['brotli', undefined],
  ['', undefined],
  [null, undefined],
])('Accept-Encoding %j: %s', (header, coding) => {
  expect(chooseEncoding(both, header).coding).toBe(coding)
})

test('a form that is not stored is not chosen', () => {
  expect(chooseEncoding({ sizes: { identity: 9, gz: 4 } }, 'br, gzip')).toEqual({
    stored: 'gz',
    coding: 'gzip',
  })
  expect(chooseEncoding({ sizes: { identity: 9 } }, 'br, gzip')).toEqual({
    stored: 'identity',
    coding: undefined,
  })
})
