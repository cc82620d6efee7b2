import { describe, expect, it } from '@jest/globals'
import { readOptions } from '../../../../lab/bench/options.ts'
import { UsageError } from '../../../../tools/run-command.ts'

describe('the options of the benchmark', () => {
  it('say what they take', () => {
    expect(() => readOptions(['--labelers', 'many'])).toThrow('--labelers takes a whole number')
    expect(() => readOptions(['--images', 'x', '--synthetic'])).toThrow('exclude each other')
    expect(() => readOptions(['--fast'])).toThrow(UsageError)
  })

  it('take all images of a folder, and a synthetic listing for what Fashion-MNIST does not have', () => {
    expect(readOptions([])).toMatchObject({ items: 10_000, synthetic: false, labelers: 50, page: 9 })
    expect(readOptions(['--images', 'x'])).toMatchObject({
      items: Number.POSITIVE_INFINITY,
      synthetic: false,
    })
    expect(readOptions(['--items', '70001'])).toMatchObject({ synthetic: true, label: 100_000 })
  })
})
