import { describe, expect, it } from '@jest/globals'
import { formatRefusals, parseRefusals, reasonOf } from '../../../../tools/infra/refusals.ts'

describe('wrong values', () => {
  it('are a block for each case: variables, and the reason', () => {
    const file = 'ONE=yes\n  It is wrong\n\nTWO=a=b\nTHREE=\n  So is this\n'
    const refusals = parseRefusals(file)
    expect(refusals.map(({ variables, reason }) => [...variables, reason])).toEqual([
      [['ONE', 'yes'], 'It is wrong'],
      [['TWO', 'a=b'], ['THREE', ''], 'So is this'],
    ])
    expect(formatRefusals(refusals)).toBe(file)
  })

  it('need no reason before the compiler has given one', () => {
    expect(parseRefusals('ONE=yes\n')).toEqual([{ variables: new Map([['ONE', 'yes']]), reason: '' }])
  })
})

const outputOf = (reason: string) =>
  `Template snapshotting could not be completed for the following reason: '${reason}'.\n`

describe('the reason of a refusal', () => {
  it('is the sentence of the template', () => {
    const reason = `The template resource 's' at line '73' and column '10' is not valid: ONE is "yes"; set a number. Please see https://aka.ms/arm-functions for usage details.`
    expect(reasonOf(outputOf(reason))).toBe('ONE is "yes"; set a number')
  })

  it('is the whole sentence of Azure where the template has none', () => {
    const reason = `The provided value for the template parameter 'one' is not valid. The value 'yes' is not part of the allowed value(s): 'true,false'.`
    expect(reasonOf(outputOf(reason))).toBe(reason)
    expect(reasonOf('Something else\n')).toBe('Something else')
  })
})
