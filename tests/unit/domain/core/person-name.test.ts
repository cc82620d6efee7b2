import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { personName } from '../../../../src/domain/core/person-name.ts'
import { checkProperty } from '../../../support/property.ts'

describe('the name of a person', () => {
  test.each([
    ['Ann Lee', 'Ann Lee'],
    ['  Ann \n\t Lee ', 'Ann Lee'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['Ann\u202eeeL', 'Ann eeL'],
    ['\u0645\u06cc\u200c\u0646\u0627', '\u0645\u06cc\u200c\u0646\u0627'],
    ['Ann\ud800', 'Ann\ufffd'],
    ['<b>Ann</b>', '<b>Ann</b>'],
  ])('%j is shown as %j', (given, shown) => expect(personName(given)).toBe(shown))

  test.each(['', ' ', '\u0000\u0007', '\u202e'])('%j has nothing to show', (given) =>
    expect(personName(given)).toBeUndefined(),
  )

  test('is one line of at most 256 characters, and stays as it is when it is read again', async () => {
    await checkProperty(
      'person-name-form',
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (given) => {
        const name = personName(given)
        if (name === undefined) return
        expect(Array.from(name).length).toBeLessThanOrEqual(256)
        expect(name).toMatch(/^[^\p{Cc}]+$/u)
        expect(name.isWellFormed()).toBe(true)
        expect(personName(name)).toBe(name)
      }),
    )
  })
})
