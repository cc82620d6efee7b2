import { describe, expect, it } from '@jest/globals'
import { itemIdOf } from '../../../../../src/domain/model/items/segment.ts'
import { exportSplit } from '../../../../../src/domain/model/exports/export.ts'
import { splitOf, splitsOf } from '../../../../../src/domain/model/exports/split-of.ts'

const items = Array.from({ length: 5000 }, (_, index) => itemIdOf('store', `${index}.png`))
const shares = (split: ReturnType<typeof exportSplit.parse>) => {
  const counts = { train: 0, validation: 0, test: 0 }
  for (const item of items) counts[splitOf(item, split)] += 1
  return counts
}

describe('split', () => {
  it('comes near the fractions, and shuffles anew with another seed', () => {
    const one = shares(exportSplit.parse({ train: 0.7, validation: 0.2, test: 0.1, seed: 1 }))
    expect(Math.abs(one.train - 3500)).toBeLessThan(150)
    expect(Math.abs(one.validation - 1000)).toBeLessThan(150)
    expect(Math.abs(one.test - 500)).toBeLessThan(150)
    expect(shares(exportSplit.parse({ train: 0.7, validation: 0.2, test: 0.1, seed: 2 }))).not.toEqual(one)
  })

  it('leaves nothing over without a test part', () => {
    const split = exportSplit.parse({ train: 0.9, validation: 0.1, seed: 3 })
    expect(splitsOf(split)).toEqual(['train', 'validation'])
    expect(shares(split).test).toBe(0)
  })

  it.each([
    [{ train: 0.5, validation: 0.4, seed: 1 }],
    [{ train: 1.2, validation: -0.2, seed: 1 }],
    [{ train: 0.5, validation: 0.5, test: 0.1, seed: 1 }],
    [{ train: 0.5, validation: 0.5, seed: 1.5 }],
    [{ train: 0.5, validation: 0.5, seed: 1, more: 1 }],
  ])('refuses %j', (split) => {
    expect(exportSplit.safeParse(split).success).toBe(false)
  })
})
