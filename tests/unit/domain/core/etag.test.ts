import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { bareEtag, readEtags, writeEtag } from '../../../../src/domain/core/etag.ts'
import { checkProperty } from '../../../support/property.ts'

/** What HTTP allows within the quotes, the comma and the asterisk included. */
const opaque = fc.string({
  unit: fc.constantFrom('!', '#', '*', ',', '-', '/', '0', 'A', 'z', '~', '\u0080', 'ÿ'),
  maxLength: 12,
})

describe('an ETag', () => {
  it('has quotes once, whatever engine or storage it is from', async () => {
    await checkProperty(
      'etags-have-quotes-once',
      fc.property(opaque, (etag) => {
        expect(writeEtag(writeEtag(etag))).toBe(`"${etag}"`)
        expect(bareEtag(writeEtag(etag))).toBe(etag)
      }),
    )
  })

  it('is read from a condition as it was written, alone, weak and in lists', async () => {
    await checkProperty(
      'etags-are-read-as-written',
      fc.property(
        fc.array(fc.tuple(opaque, fc.constantFrom('', 'W/'), fc.constantFrom(',', ' , ', ',,'))),
        (entries) => {
          const condition = entries.map(([etag, weak, separator]) => `${weak}${writeEtag(etag)}${separator}`)
          const etags = entries.map(([etag]) => etag)
          expect(readEtags(condition.join(''))).toEqual(etags.length === 0 ? undefined : etags)
        },
      ),
    )
  })

  it.each(['*', ' * '])('can be any: %j', (condition) => expect(readEtags(condition)).toBe('*'))

  it.each(['', ' ', ',', 'abc', '"', '"a', 'a"', '""a""', 'w/"a"', '"a" b', '*, "a"', '"a b"', '"a\u0000"'])(
    'is none: %j',
    (condition) => expect(readEtags(condition)).toBeUndefined(),
  )
})
