import { expect, test } from '@jest/globals'
import { createClockBook } from '../../../../../lab/soak/chaos/clock-book.ts'
import type { Line } from '../../../../../lab/soak/history/record.ts'

const open = () => {
  const lines: Line[] = []
  let clock = 100
  const book = createClockBook({ note: (line) => lines.push(line) }, () => (clock += 10))
  return { book, lines }
}

test('a clock is wrong while it changes, while it is off, and for what began before it was right', () => {
  const { book } = open()
  expect(book.wrongSince(0)).toBe(false)
  book.changing(0)
  expect(book.wrongSince(1e9)).toBe(true)
  book.changed(0, 5000)
  expect(book.wrongSince(1e9)).toBe(true)
  book.changing(0)
  book.changed(0, 0)
  expect([book.wrongSince(100), book.wrongSince(1000)]).toEqual([true, false])
})

test('all clocks must be right, and each change is in the history', () => {
  const { book, lines } = open()
  book.changed(0, 5000)
  book.changing(1)
  book.changed(0, 0)
  expect(book.wrongSince(1e9)).toBe(true)
  book.changed(1, 0)
  expect(book.wrongSince(1e9)).toBe(false)
  const [first, second] = lines
  expect(first).toEqual({ event: 'clock', at: 110, instance: 0, offset: 5000 })
  expect(second).toEqual({ event: 'clock', at: expect.any(Number), instance: 1 })
})
