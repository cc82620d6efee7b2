import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { inChunks } from '../../../../web/src/core/in-chunks.ts'

test('pieces of a list have all of it in order, and none is too long or empty', async () => {
  await checkProperty(
    'pieces of a list have all of it in order, and none is too long or empty',
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (list, size) => {
      const chunks = inChunks(list, size)
      expect(chunks.flat()).toEqual(list)
      for (const { length } of chunks) expect(length > 0 && length <= size).toBe(true)
      expect(chunks).toHaveLength(Math.ceil(list.length / size))
    }),
  )
})
