import { expect, test } from '@jest/globals'
import { maxExamples as mostOfTheApi } from '../../../../../src/domain/model/labels/class-guidance.ts'
import { maxExamples, pathOfId } from '../../../../../web/src/classes/class-tree-editor/example-items.ts'

const tree = [
  { id: '1', name: 'Bag' },
  { id: '2', name: 'Shoe', classes: [{ id: '3', name: 'Boot' }] },
]

test.each([
  ['1', 'Bag'],
  ['3', 'Shoe/Boot'],
  ['4', undefined],
  [undefined, undefined],
])('the class with the id %s has the path %s', (id, path) => {
  expect(pathOfId(tree, id)).toBe(path)
})

test('a class can have as many examples as the service takes', () => {
  expect(maxExamples).toBe(mostOfTheApi)
})
