import { describe, expect, it } from '@jest/globals'
import { flattenClasses } from '../../../../src/domain/model/labels/flatten-classes.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { pageLimit, reviewLimit } from '../../../../src/domain/tasks/limits.ts'
import type { Task } from '../../../../src/domain/tasks/task.ts'

const classes = (count: number) =>
  flattenClasses(Array.from({ length: count }, (_, index) => ({ name: `class ${index}` })))
const multiClass = tasks.of({ taskType: 'MultiClass' })
const multiLabel = tasks.of({ taskType: 'MultiLabel' })
const weighing = (bytes: number, counters = 1): Task => ({
  ...multiClass,
  heaviest: () => ({ bytes, counters }),
})

describe('pageLimit', () => {
  it('is fifty where the counters of all answers fit one batch', () => {
    expect(pageLimit(multiClass, { classes: classes(1000) })).toBe(50)
    expect(pageLimit(multiLabel, { classes: classes(400) })).toBe(50)
  })

  it('is less where a page of answers could move too many counters', () => {
    expect(pageLimit(multiLabel, { classes: classes(1000) })).toBe(31)
  })

  it('is less for heavier labels, and one at least', () => {
    expect(pageLimit(weighing(64 * 1024), { classes: classes(3) })).toBe(21)
    expect(pageLimit(weighing(10 * 1024 * 1024), { classes: classes(3) })).toBe(1)
  })
})

describe('reviewLimit', () => {
  it('is twenty, or what fits a batch with the labelers of its items', () => {
    expect(reviewLimit(multiClass, { classes: classes(1000) })).toBe(20)
    expect(reviewLimit(multiLabel, { classes: classes(1000) })).toBe(20)
    expect(reviewLimit(weighing(200 * 1024), { classes: classes(3) })).toBe(8)
  })
})
