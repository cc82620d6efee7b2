import { describe, expect, it } from '@jest/globals'
import { readOptions } from '../../../../lab/soak/options.ts'
import { UsageError } from '../../../../tools/run-command.ts'

describe('the options of the soak', () => {
  it('are ten minutes and any seed unless given', () => {
    expect(readOptions([])).toEqual({ minutes: 10, seed: expect.any(Number), keep: false })
    expect(readOptions(['--minutes', '0.5', '--seed', '7', '--keep'])).toEqual({
      minutes: 0.5,
      seed: 7,
      keep: true,
    })
  })

  it('say what they take', () => {
    expect(() => readOptions(['--minutes', 'many'])).toThrow('--minutes takes a number')
    expect(() => readOptions(['--hours', '1'])).toThrow(UsageError)
  })
})
