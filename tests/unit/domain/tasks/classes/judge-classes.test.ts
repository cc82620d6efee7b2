import { describe, expect, test } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { judgeLabels, type LabelRules } from '../../../../../src/domain/tasks/classes/judge-classes.ts'

const names = Array.from({ length: 22 }, (_, index) => `Class${index}`)
const classes = new Map(names.map((name, index) => [name, classId.parse(`c${index}`)] as const))
const multiClass: LabelRules = { taskType: 'MultiClass', classes, mayBeEmpty: false }
const multiLabel: LabelRules = { taskType: 'MultiLabel', classes, mayBeEmpty: false }
const labelOf = (...ids: readonly string[]) => ({ label: { kind: 'Classes', classes: ids } })
const wrongCount = (message: string) => ({ problem: { code: 'WrongLabelCount', message, target: 'labels' } })

describe('the classes of an answer', () => {
  test('are named by their paths, in the order given', () => {
    expect(judgeLabels(multiClass, ['Class1'], 'labels')).toEqual(labelOf('c1'))
    expect(judgeLabels(multiLabel, ['Class2', 'Class0'], 'labels')).toEqual(labelOf('c2', 'c0'))
  })

  test('are classes of the project', () => {
    expect(judgeLabels(multiClass, ['Class1', 'x'.repeat(300)], 'answers[0].labels')).toEqual({
      problem: {
        code: 'UnknownClass',
        message: `'${'x'.repeat(256)}' is no class of this project; its classes are in labelClasses, nested ones joined by '/'`,
        target: 'answers[0].labels',
      },
    })
  })

  test('are named once each', () => {
    const once = wrongCount('A class may be named once')
    expect(judgeLabels(multiLabel, ['Class1', 'Class1'], 'labels')).toEqual(once)
  })

  test('are exactly one in a multi-class project', () => {
    const one = wrongCount('This project takes exactly one class for each item')
    expect(judgeLabels(multiClass, ['Class1', 'Class2'], 'labels')).toEqual(one)
    expect(judgeLabels({ ...multiClass, mayBeEmpty: true }, [], 'labels')).toEqual(one)
  })

  test('are twenty at most in a multi-label project', () => {
    expect(judgeLabels(multiLabel, names.slice(0, 20), 'labels')).toHaveProperty('label')
    expect(judgeLabels(multiLabel, names.slice(0, 21), 'labels')).toEqual(
      wrongCount('An item takes at most 20 classes'),
    )
  })

  test('may be none where the project allows it', () => {
    expect(judgeLabels(multiLabel, [], 'labels')).toEqual(
      wrongCount('This project takes one or more classes for each item; skip it if none fits'),
    )
    expect(judgeLabels({ ...multiLabel, mayBeEmpty: true }, [], 'labels')).toEqual(labelOf())
  })
})
