import { expect, test } from '@jest/globals'
import { reasonOf } from '../../../../src/adapters/renditions/reason-of.ts'

test.each([
  ['timeout: 37% complete\nVipsImage: killed for image "temp-86"', 'TooSlow'],
  ['source: bad seek to 1024\ntimeout: 0% complete\nVipsImage: killed for image "temp-119"', 'TooSlow'],
  ['Input image exceeds pixel limit', 'TooLarge'],
  ['VipsJpeg: premature end of JPEG image', 'NotDecodable'],
  ['Input buffer contains unsupported image format', 'NotDecodable'],
])('%j says %s of the picture', (message, reason) => {
  expect(reasonOf(new Error(message))).toBe(reason)
})

test.each([new Error('vips_tracked: out of memory --- size == 400MB'), new Error('no space left'), 'a text'])(
  '%s says nothing of the picture',
  (error) => {
    expect(() => reasonOf(error)).toThrow()
  },
)
