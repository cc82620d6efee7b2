import { expect, test } from '@jest/globals'
import { resolve } from 'node:path'
import { readOptions } from '../../../../lab/web/options.ts'

test('without options it is measured ten times on a processor four times slower', () => {
  expect(readOptions([])).toEqual({ rounds: 10, slower: 4, json: undefined })
  expect(readOptions(['--rounds', '3', '--slower', '1', '--json', 'out.json'])).toEqual({
    rounds: 3,
    slower: 1,
    json: resolve('out.json'),
  })
})

test('what is no number of rounds is refused with what it takes', () => {
  expect(() => readOptions(['--rounds', '0'])).toThrow('from 1 to 100')
  expect(() => readOptions(['--rounds', 'few'])).toThrow('from 1 to 100')
  expect(() => readOptions(['--round', '1'])).toThrow('npm run bench:web')
})
