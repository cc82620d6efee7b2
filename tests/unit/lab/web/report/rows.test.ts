import { expect, test } from '@jest/globals'
import { percentile, table, toRow } from '../../../../../lab/web/report/rows.ts'

test('a percentile is a value that was measured', () => {
  expect(percentile([3, 1, 2, 4], 50)).toBe(2)
  expect(percentile([7], 95)).toBe(7)
  expect(
    percentile(
      Array.from({ length: 100 }, (_, index) => 100 - index),
      95,
    ),
  ).toBe(95)
  expect(() => percentile([], 50)).toThrow('Nothing was measured')
})

test('the table says which budget is missed', () => {
  const kept = toRow({ name: 'kept', unit: 'ms', values: [10, 20, 30] }, 50)
  const missed = toRow({ name: 'missed', unit: 'ms', values: [10, 20, 75] }, 50)
  expect(kept).toMatchObject({ count: 3, median: 20, p95: 30, ofBudget: 0.6 })
  const [, first, second] = table([kept, missed]).split('\n')
  expect(first).toMatch(/^kept {2,}3 {2,}20 {2,}30 {2,}50 {2}ms {2}0\.60$/)
  expect(second).toMatch(/1\.50 {2}MISSED$/)
})
