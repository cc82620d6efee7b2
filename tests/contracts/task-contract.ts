import { describe, expect, it } from '@jest/globals'
import { classId } from '../../src/domain/core/ids.ts'
import { classNames, createClassFinder } from '../../src/domain/model/labels/class-tree.ts'
import type { LabelClass } from '../../src/domain/model/labels/label-class.ts'
import type { Label } from '../../src/domain/model/labels/label.ts'
import { maxBatchBytes } from '../../src/domain/ports/store.ts'
import { pageLimit, reviewLimit } from '../../src/domain/tasks/limits.ts'
import type { Accepted, Task, TaskContext } from '../../src/domain/tasks/task.ts'

const classes: readonly LabelClass[] = ['Cat', 'Dog', 'Dog/Poodle'].map((path, index) => ({
  id: classId.parse(`c${index}`),
  path,
}))
const names = classNames(classes)

/** What a task type's test gives the contract. */
export interface TaskSamples {
  /** Fields of answers that the task takes, all of different meaning. */
  readonly taken: readonly Readonly<Record<string, unknown>>[]
  /** Fields that it refuses, with the code. */
  readonly refused: readonly (readonly [fields: Readonly<Record<string, unknown>>, code: string])[]
}

const context: TaskContext = { findClass: createClassFinder(classes), options: {}, byReviewer: false }

/** What holds for every task type, whatever its labels are. */
export const describeTask = (task: Task, { taken, refused }: TaskSamples): void => {
  const labelOf = (fields: Readonly<Record<string, unknown>>): Extract<Accepted, { label: Label }> => {
    const accepted = task.accept(fields, context)
    if ('problem' in accepted) throw new Error(accepted.problem.message)
    return accepted
  }

  describe(`the task type ${task.name}`, () => {
    it('describes itself', () => {
      expect(task.name).toMatch(/^[A-Z][A-Za-z]{1,63}$/)
      expect(task.about).not.toBe('')
      expect(task.media.length).toBeGreaterThan(0)
      expect(task.wire.safeParse({ unknown: 1 }).success).toBe(false)
      expect(Object.keys(task.wire.shape)).toEqual(Object.keys(task.noLabel))
    })

    it.each(taken.map((fields) => [JSON.stringify(fields), fields] as const))(
      'takes %s and shows it again',
      (_, fields) => {
        const { label, classes: counted } = labelOf(fields)
        expect(task.show(label, names)).toEqual(fields)
        expect(task.classesOf(label)).toEqual(counted)
        expect(JSON.parse(JSON.stringify(label))).toEqual(label)
      },
    )

    it.each(refused.map(([fields, code]) => [JSON.stringify(fields), fields, code] as const))(
      'refuses %s and says what to do',
      (_, fields, code) => {
        const accepted = task.accept(fields, context)
        expect(accepted).toMatchObject({ problem: { code } })
        if ('problem' in accepted) expect(accepted.problem.message.length).toBeGreaterThan(10)
        expect(['InvalidRequest', ...task.refusals]).toContain(code)
      },
    )

    it('refuses a class that the project has not, and fields of another task type', () => {
      expect(task.accept({ nothing: 'of the kind' }, context)).toMatchObject({
        problem: { code: 'InvalidRequest' },
      })
    })

    it('weighs no label more than the heaviest, and its true size at least', () => {
      for (const fields of taken) {
        const { label, classes: counted } = labelOf(fields)
        const [weight, heaviest] = [task.weigh(label), task.heaviest(classes.length)]
        expect(weight.bytes).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(label)))
        expect(weight.bytes).toBeLessThanOrEqual(heaviest.bytes)
        expect(weight.counters).toBe(counted.length)
        expect(weight.counters).toBeLessThanOrEqual(heaviest.counters)
      }
      expect(task.heaviest(1000).bytes).toBeLessThan(maxBatchBytes / 2)
      for (const limit of [pageLimit, reviewLimit])
        expect(limit(task, { classes: [] })).toBeGreaterThanOrEqual(1)
    })

    it('is made of its regions, and its regions make it', () => {
      for (const fields of taken) {
        const { label } = labelOf(fields)
        const regions = task.regionsOf(label)
        expect(regions.every(({ kind }) => kind === task.region)).toBe(true)
        if (task.regions === 'One') expect(regions).toHaveLength(1)
        const again = task.fromRegions(regions)
        expect(again && task.show(again, names)).toEqual(fields)
      }
    })

    it('agrees fully with itself, with others less, and equally both ways', () => {
      const labels = taken.map((fields) => labelOf(fields).label)
      for (const [index, one] of labels.entries())
        for (const [other, second] of labels.entries()) {
          const agreement = task.agree(one, second)
          expect(agreement).toBe(task.agree(second, one))
          if (index === other) expect(agreement).toBe(1)
          else expect(agreement).toBeLessThan(1)
          expect(agreement).toBeGreaterThanOrEqual(0)
        }
    })

    it('merges equal labels to that label, and none to nothing', () => {
      for (const fields of taken) {
        const { label } = labelOf(fields)
        const merged = task.merge([label, label, label], { least: 0.5 })
        expect(merged && task.show(merged, names)).toEqual(fields)
      }
      expect(task.merge([], { least: 0.5 })).toBeUndefined()
    })

    it('does not read labels of another kind', () => {
      expect(() => task.classesOf({ kind: 'SomethingElse' })).toThrow()
    })
  })
}
