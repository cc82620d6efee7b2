import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { decodeFailure, encodeFailure } from '../../../../src/functions/orchestrations/failure.ts'
import { checkProperty } from '../../../support/property.ts'

const unexpected = expect.objectContaining({ code: 'InternalError' })

test('a failure is found again in whatever a host puts around it', async () => {
  const words = fc.stringMatching(/^[a-z.'[\] ]{0,60}$/).filter((text) => !text.includes('[['))
  await checkProperty(
    'failure-encoding',
    fc.property(words, fc.stringMatching(/^[A-Z]\w{0,30}$/), words, words, (before, code, message, after) => {
      const text = `${before}${encodeFailure({ code, message })}${after}`
      expect(decodeFailure(new Error(text))).toEqual({ code, message: message.replaceAll(/\s+/g, ' ') })
    }),
  )
})

test.each([
  '',
  'nothing',
  '[[A]] no end',
  '[[]] x [[end]]',
  'x [[end]] [[A]] x',
  '[[A]] '.repeat(50_000),
  7,
  undefined,
])('in %j there is none', (error) => expect(decodeFailure(error)).toEqual(unexpected))
