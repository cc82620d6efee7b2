import { expect, test } from '@jest/globals'
import { continuationOf, takeAll } from '../../../../web/src/api/take-all.ts'

const link = (continuation: string) =>
  `http://127.0.0.1/api/projects?maxpagesize=2&continuation=${continuation}`

test('all pages of a list are read in their order', async () => {
  const pages: Readonly<Record<string, { value: readonly number[]; nextLink?: string }>> = {
    first: { value: [1, 2], nextLink: link('b') },
    b: { value: [], nextLink: link('c') },
    c: { value: [3] },
  }
  const asked: (string | undefined)[] = []
  const all = await takeAll(async (continuation) => {
    asked.push(continuation)
    return pages[continuation ?? 'first'] ?? { value: [] }
  })
  expect(all).toEqual([1, 2, 3])
  expect(asked).toEqual([undefined, 'b', 'c'])
})

test('a list without an end is not read for ever', async () => {
  let reads = 0
  const all = await takeAll(async () => {
    reads += 1
    return { value: [reads], nextLink: link('more') }
  })
  expect(all).toHaveLength(50)
})

test('the last page has no continuation', () => {
  expect(continuationOf({})).toBeUndefined()
  expect(continuationOf({ nextLink: link('x%2By') })).toBe('x+y')
})
