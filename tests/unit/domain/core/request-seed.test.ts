import { expect, test } from '@jest/globals'
import { idFrom, markOf, requestSeed } from '../../../../src/domain/core/request-seed.ts'

const [one, other] = [requestSeed.parse('one'), requestSeed.parse('other')]

test('ids follow from the seed and the purpose, and look like all others', () => {
  const id = idFrom(one, 'export', 'u1', '0')
  expect(id).toMatch(/^[a-z0-9]{24}$/)
  expect(idFrom(one, 'export', 'u1', '0')).toBe(id)
  const others = [
    idFrom(other, 'export', 'u1', '0'),
    idFrom(one, 'operation', 'u1', '0'),
    idFrom(one, 'export', 'u2', '0'),
    idFrom(one, 'export', 'u1', '1'),
    idFrom(one, 'export', 'u10'),
  ]
  expect(new Set([id, ...others]).size).toBe(6)
})

test('marks have 16 characters, and differ by each part', () => {
  expect(markOf('a', 'b')).toMatch(/^[\w-]{16}$/)
  expect(markOf('a', 'b')).toBe(markOf('a', 'b'))
  expect(new Set([markOf('a', 'b'), markOf('ab'), markOf('b', 'a'), markOf('a')]).size).toBe(4)
})
