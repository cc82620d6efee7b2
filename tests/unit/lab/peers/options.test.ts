import { describe, expect, it } from '@jest/globals'
import { readOptions } from '../../../../lab/peers/options.ts'
import { UsageError } from '../../../../tools/run-command.ts'

describe('the options of the comparison', () => {
  it('say what they take', () => {
    expect(() => readOptions([])).toThrow('Give the folder of the images with --images')
    expect(() => readOptions(['--images', 'x', '--labels', 'many'])).toThrow('--labels takes a whole number')
    expect(() => readOptions(['--images', 'x', '--url', 'here'])).toThrow('--url takes a URL')
    expect(() => readOptions(['--images', 'x', '--fast'])).toThrow(UsageError)
  })

  it('find the tokens beside the images', () => {
    expect(readOptions(['--images', '/studio/images'])).toMatchObject({
      prepare: false,
      images: '/studio/images',
      tokens: '/studio/tokens',
      items: 10_000,
      labels: 500,
    })
  })
})
