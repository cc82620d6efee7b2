import { expect, it } from '@jest/globals'
import { z } from 'zod'
import { queryFlag } from '../../../../src/functions/http/query-flag.ts'

it('is true, false, or false because it is not there', () => {
  expect(['true', 'false', undefined].map((text) => queryFlag.parse(text))).toEqual([true, false, false])
})

it('takes nothing that the document does not say', () => {
  for (const text of ['', '1', 'yes', 'TRUE']) expect(queryFlag.safeParse(text).success).toBe(false)
  expect(z.toJSONSchema(queryFlag, { io: 'input' })).toMatchObject({
    enum: ['true', 'false'],
    default: 'false',
  })
})
