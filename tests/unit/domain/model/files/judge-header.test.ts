import { describe, expect, it } from '@jest/globals'
import { judgeHeader, maxPixels, maxSide } from '../../../../../src/domain/model/files/judge-header.ts'

const image = { kind: 'Image', width: 4, height: 3, format: 'jpeg' } as const
const { kind: _, ...fields } = image

describe('the fields of a header', () => {
  it('are size, format and orientation', () => {
    expect(judgeHeader(image)).toEqual(fields)
    expect(judgeHeader({ ...image, orientation: 6 })).toEqual({ ...fields, orientation: 6 })
  })

  it('of what is no whole image are the problem, and the format if it is known', () => {
    expect(judgeHeader({ kind: 'NotAnImage' })).toEqual({ problem: 'NotAnImage' })
    expect(judgeHeader({ kind: 'Truncated', format: 'gif' })).toEqual({ format: 'gif', problem: 'Truncated' })
  })

  it('of an image without a size are its format', () => {
    expect(judgeHeader({ kind: 'SizeUnknown', format: 'jpeg' })).toEqual({ format: 'jpeg' })
    expect(judgeHeader({ kind: 'SizeUnknown', format: 'dicom' })).toEqual({
      format: 'dicom',
      problem: 'NotDisplayable',
    })
  })

  it.each(['jpeg', 'png', 'gif', 'webp', 'bmp', 'avif', 'ico'])('%s is shown by browsers', (format) =>
    expect(judgeHeader({ ...image, format })).toEqual({ ...fields, format }),
  )

  it.each(['tiff', 'heic', 'heif', 'jxl', 'jp2', 'psd', 'dicom', 'one to come'])(
    '%s is not, and keeps its size',
    (format) =>
      expect(judgeHeader({ ...image, format })).toEqual({ ...fields, format, problem: 'NotDisplayable' }),
  )

  it('has a variant of a common format that browsers do not show', () => {
    expect(judgeHeader({ ...image, unusual: true })).toEqual({ ...fields, problem: 'NotDisplayable' })
  })

  it('of more pixels than browsers decode have a problem, whatever the format', () => {
    const problemOf = (width: number, height: number, format = 'png') =>
      judgeHeader({ ...image, width, height, format }).problem
    expect(problemOf(maxSide, 8_192)).toBeUndefined()
    expect(maxSide * 8_192).toBeLessThanOrEqual(maxPixels)
    expect(problemOf(maxSide, 8_193)).toBe('Oversized')
    expect(problemOf(maxSide + 1, 1)).toBe('Oversized')
    expect(problemOf(1, maxSide + 1)).toBe('Oversized')
    expect(problemOf(100_000, 80_000, 'tiff')).toBe('Oversized')
  })
})
