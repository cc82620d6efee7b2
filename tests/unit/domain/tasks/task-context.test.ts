import { expect, test } from '@jest/globals'
import { flattenClasses } from '../../../../src/domain/model/labels/class-tree.ts'
import { taskContextOf } from '../../../../src/domain/tasks/task-context.ts'

test('answers are judged by the classes that can be chosen, the options, and who gives them', () => {
  const classes = flattenClasses([{ name: 'Cat' }], flattenClasses([{ name: 'Dog' }]))
  const options = { allowNoClass: true }
  const context = { classes: new Map([['Cat', 'c1']]), options }
  expect(taskContextOf({ classes, options }, 'Labeler')).toEqual({ ...context, byReviewer: false })
  expect(taskContextOf({ classes, options }, 'Reviewer')).toEqual({ ...context, byReviewer: true })
})
