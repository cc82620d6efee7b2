import { describe, expect, it } from '@jest/globals'
import { readOptions } from '../../../../lab/soak/options.ts'
import { UsageError } from '../../../../tools/run-command.ts'

describe('the options of the soak', () => {
  it('are ten minutes and any seed unless given', () => {
    expect(readOptions([])).toEqual({
      minutes: 10,
      seed: expect.any(Number),
      instances: 1,
      keep: false,
    })
    expect(readOptions(['--minutes', '0.5', '--seed', '7', '--instances', '2', '--keep'])).toEqual({
      minutes: 0.5,
      seed: 7,
      instances: 2,
      keep: true,
    })
  })

  it('say what they take', () => {
    expect(() => readOptions(['--minutes', 'many'])).toThrow('--minutes takes a number')
    expect(() => readOptions(['--instances', '3'])).toThrow('--instances takes 1 or 2')
    expect(() => readOptions(['--hours', '1'])).toThrow(UsageError)
  })
})
