import { expect, test } from '@jest/globals'
import { parseIdx } from '../../../tools/idx.ts'

const file = (...bytes: number[]) => Buffer.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...bytes])

test('parseIdx reads the sizes and the values', () => {
  const { sizes, values } = parseIdx(file(1, 2, 3, 4, 5, 6), 'x')
  expect(sizes).toEqual([2, 3])
  expect([...values]).toEqual([1, 2, 3, 4, 5, 6])
})

test.each([
  ['cut short', file(1, 2, 3, 4, 5)],
  ['cut short', file().subarray(0, 9)],
  ['no IDX file', Buffer.from('PNG')],
  ['no IDX file', Buffer.from([0, 0, 13, 1, 0, 0, 0, 0])],
])('parseIdx refuses a file that is %s', (message, bytes) => {
  expect(() => parseIdx(bytes, 'x.gz')).toThrow(message)
})
