import { expect, test } from '@jest/globals'
import { brokenBy } from './broken-by.ts'
import { idOf, type MadeUp } from './made-up-store.ts'

const [labeled, fresh] = [idOf('a.png'), idOf('c.png')]
const live = 'no two pages in the store held an item at once'
const held = 'nobody was given what somebody else provably held'
const granted = 'every page that was given is there'

test('two live pages with one item, in the store', () => {
  const broken = brokenBy(({ items, document }) =>
    items.push({
      ...document('page:0-p2'),
      id: 'page:0-p3',
      page: '0-p3',
      labeler: 'cleo',
      grantedAt: 80_000,
    }),
  )
  expect(broken).toEqual([live])
})

test('but not if one was granted when the other had expired', () => {
  const broken = brokenBy(({ items, document }) =>
    items.push({
      ...document('page:0-p2'),
      id: 'page:0-p3',
      page: '0-p3',
      labeler: 'cleo',
      grantedAt: 100_300,
      leaseUntil: 200_000,
    }),
  )
  expect(broken).toEqual([])
})

test('nor if a clock changed between: that ends leases, or begins them again', () => {
  const change = (at: number, offset?: number) => ({
    event: 'clock' as const,
    at,
    instance: 0,
    ...(offset === undefined ? {} : { offset }),
  })
  const twice = (grantedAt: number) => (made: MadeUp) => {
    made.items.push({
      ...made.document('page:0-p2'),
      id: 'page:0-p3',
      page: '0-p3',
      labeler: 'cleo',
      grantedAt,
      leaseUntil: grantedAt + 100_000,
    })
    made.clocks.push(change(50_000), change(50_100, 7_200_000), change(80_000), change(80_100, 0))
  }
  expect(brokenBy(twice(40_000))).toEqual([live])
  expect(brokenBy(twice(60_000 + 7_200_000))).toEqual([])
  expect(brokenBy(twice(81_000))).toEqual([])
})

/** The item that is held is given to another person, too. */
const giveTwice = (made: MadeUp, to: number): void => {
  made.items.push({
    ...made.document('page:0-p2'),
    id: 'page:0-p3',
    page: '0-p3',
    labeler: 'cleo',
    status: 'Released',
  })
  made.calls.push({
    ...made.calls[3]!,
    user: 'cleo',
    from: to - 10,
    to,
    granted: { page: '0-p3', expiresAt: 200_000, items: [fresh] },
  })
}

test('an item that two people were given at once, by what they were told', () => {
  const give = (to: number) => (made: MadeUp) => giveTwice(made, to)
  expect(brokenBy(give(80_000))).toEqual([held])
  expect(brokenBy(give(110_000))).toEqual([])
})

test('but not if the first of them was removed from the project before', () => {
  const removed = (from: (first: number) => number) => (made: MadeUp) => {
    giveTwice(made, 80_000)
    const first = made.calls[3]!
    const at = from(first.from)
    const removal = {
      action: 'deleteMember',
      user: 'lead',
      member: first.user,
      from: at,
      to: at + 5,
    } as const
    made.calls.push({ ...first, ...removal, granted: undefined })
  }
  expect(brokenBy(removed(() => 70_000))).toEqual([])
  expect(brokenBy(removed((first) => first))).toEqual([])
  expect(brokenBy(removed((first) => first - 6))).toEqual([held])
  expect(brokenBy(removed(() => 80_001))).toEqual([held])
})

test('a page that was given and is not there, or with other items', () => {
  expect(brokenBy(({ items }) => items.pop())).toEqual([granted])
  expect(brokenBy(({ document }) => (document('page:0-p2')['items'] = [{ id: labeled }]))).toContain(granted)
})
