import { expect, test } from '@jest/globals'
import { takeIds } from '../../../../web/src/classes/take-ids.ts'

test('new classes take the ids of their paths, each once', () => {
  const known = [
    { id: '1', name: 'Bag', classes: [{ id: '2', name: 'Tote' }] },
    { id: '3', name: 'Hat' },
    { id: '4', name: 'Shoe' },
  ]
  const classes = [
    { name: 'Bag', classes: [{ name: 'Tote' }, { name: 'Hat' }] },
    { name: 'Hat' },
    { name: 'Hat' },
    { id: '4', name: 'Boot' },
    { name: 'Shoe' },
  ]
  expect(takeIds(classes, known)).toEqual([
    { id: '1', name: 'Bag', classes: [{ id: '2', name: 'Tote' }, { name: 'Hat' }] },
    { id: '3', name: 'Hat' },
    { name: 'Hat' },
    { id: '4', name: 'Boot' },
    { name: 'Shoe' },
  ])
})
