import { expect, test } from '@jest/globals'
import { classNumbers } from '../../../../../web/src/features/dashboard/class-tree-numbers.ts'

test('a group has the sum of the classes below it', () => {
  const classes = [
    { name: 'Animal', classes: [{ name: 'Cat', classes: [{ name: 'Siamese' }] }, { name: 'Dog' }] },
  ]
  const counts = [
    { class: 'Animal/Cat/Siamese', count: 3 },
    { class: 'Animal/Dog', count: 4 },
    { class: 'Plant', count: 2 },
  ]
  expect(classNumbers(classes, counts).map(({ path, level, own, sum }) => [path, level, own, sum])).toEqual([
    ['Animal', 0, 0, 7],
    ['Animal/Cat', 1, 0, 3],
    ['Animal/Cat/Siamese', 2, 3, 3],
    ['Animal/Dog', 1, 4, 4],
    ['Plant', 0, 2, 2],
  ])
})
