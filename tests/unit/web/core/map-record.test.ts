import { expect, test } from '@jest/globals'
import { mapRecord } from '../../../../web/src/core/map-record.ts'

test('each name keeps its place and has its new value', () => {
  expect(mapRecord({ a: 1, b: 2 }, (value, name) => `${name}${value}`)).toEqual({ a: 'a1', b: 'b2' })
})
