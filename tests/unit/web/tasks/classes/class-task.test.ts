import { expect, test } from '@jest/globals'
import { editorOf } from '../../../../../web/src/tasks/editors.ts'

const editor = (taskType: string) => {
  const found = editorOf(taskType)
  if (!found) throw new Error(`There is no editor of ${taskType}`)
  return found
}

test('a multi-class item has the class that was chosen last', () => {
  const { applyClass, isComplete, advances } = editor('MultiClass')
  expect(applyClass({ labels: ['Cat'] }, 'Dog')).toEqual({ labels: ['Dog'] })
  expect(applyClass({ labels: ['Dog'] }, 'Dog')).toEqual({ labels: ['Dog'] })
  expect(isComplete(undefined)).toBe(false)
  expect(advances).toBe(true)
})

test('a class that is chosen twice on a multi-label item is gone again', () => {
  const { applyClass, classesOf, advances } = editor('MultiLabel')
  const both = applyClass({ labels: ['Cat'] }, 'Dog')
  expect(classesOf(both)).toEqual(['Cat', 'Dog'])
  expect(applyClass(both, 'Cat')).toEqual({ labels: ['Dog'] })
  expect(applyClass({ labels: ['Dog'] }, 'Dog')).toBeUndefined()
  expect(advances).toBe(false)
})

test('a task type of a later service has no editor', () => {
  expect(editorOf('Panorama')).toBeUndefined()
})
