import { expect, test } from '@jest/globals'
import { weighPicture } from '../../../../src/adapters/renditions/weigh-picture.ts'

test.each([
  ['a JPEG, line by line', { format: 'jpeg', isProgressive: false }, 0],
  ['a progressive JPEG', { format: 'jpeg', isProgressive: true }, 600],
  ['a PNG, line by line', { format: 'png', isProgressive: false, depth: 'ushort' }, 0],
  ['an interlaced PNG of 16 bits', { format: 'png', isProgressive: true, depth: 'ushort' }, 600],
  ['a TIFF', { format: 'tiff', depth: 'float' }, 1200],
  ['an AVIF', { format: 'heif' }, 600],
  ['a WebP', { format: 'webp' }, 400],
] as const)('%s', (_, changes, mega) => {
  const picture = {
    width: 10_000,
    height: 10_000,
    channels: 3,
    depth: 'uchar',
    isProgressive: false,
  } as const
  expect(weighPicture({ ...picture, ...changes })).toBe(mega * 1e6)
})
