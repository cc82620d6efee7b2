import { expect, test } from '@jest/globals'
import { flattenClasses } from '../../../../src/domain/model/labels/flatten-classes.ts'
import { taskContextOf } from '../../../../src/domain/tasks/task-context.ts'

test('answers are judged by the classes that can be chosen, the options, and who gives them', () => {
  const classes = flattenClasses([{ name: 'Cat' }], flattenClasses([{ name: 'Dog' }]))
  const options = { allowNoClass: true }
  const context = taskContextOf({ classes, options }, 'Labeler')
  expect(context).toMatchObject({ options, byReviewer: false })
  expect(taskContextOf({ classes, options }, 'Reviewer')).toMatchObject({ options, byReviewer: true })
  expect(['Cat', 'Dog', 'Cow'].map(context.findClass)).toEqual(['c1', undefined, undefined])
})
