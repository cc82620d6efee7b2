import { describe, expect, it } from '@jest/globals'
import { resolve } from 'node:path'
import { readOptions, UsageError } from '../../../demo/options.ts'

describe('the options of the demo', () => {
  it('are the sample images and a folder here unless given', () => {
    const samples = resolve(__dirname, '../../../samples')
    expect(readOptions([])).toEqual({
      images: samples,
      out: resolve('etiquette-demo'),
      keep: false,
      help: false,
    })
    expect(readOptions(['--images', '/a', '--out', '/b', '--keep', '--help'])).toEqual({
      images: '/a',
      out: '/b',
      keep: true,
      help: true,
    })
  })

  it('are refused if they are unknown', () => {
    expect(() => readOptions(['--fast'])).toThrow(UsageError)
  })
})
