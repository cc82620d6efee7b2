import { expect, test } from '@jest/globals'
import { classChanges } from '../../../../../web/src/features/settings/class-changes.ts'

const boot = { id: '3', name: 'Boot' }
const shoe = { id: '2', name: 'Shoe', classes: [boot] }
const bag = { id: '1', name: 'Bag' }
const before = [bag, shoe]

test('the same tree has no changes, also without the ids', () => {
  expect(classChanges(before, before)).toEqual([])
  expect(classChanges(before, [{ name: 'Bag' }, { name: 'Shoe', classes: [{ name: 'Boot' }] }])).toEqual([])
})

test('a class that is added or removed has its path, with those below it', () => {
  expect(classChanges(before, [{ ...shoe, classes: [boot, { name: 'Sandal' }] }])).toEqual([
    { kind: 'Added', path: ['Shoe', 'Sandal'] },
    { kind: 'Removed', path: ['Bag'] },
  ])
  expect(classChanges(before, [bag])).toEqual([
    { kind: 'Removed', path: ['Shoe'] },
    { kind: 'Removed', path: ['Shoe', 'Boot'] },
  ])
})

test('a class with its id and another name is renamed, and those below it are as they were', () => {
  expect(classChanges(before, [bag, { ...shoe, name: 'Footwear' }])).toEqual([
    { kind: 'Renamed', from: ['Shoe'], path: ['Footwear'] },
  ])
})

test('a class below another one is moved', () => {
  expect(
    classChanges(before, [
      { ...bag, classes: [boot] },
      { ...shoe, classes: [] },
    ]),
  ).toEqual([{ kind: 'Moved', from: ['Shoe', 'Boot'], path: ['Bag', 'Boot'] }])
})

test('what labelers see of a class, and the order, are told by themselves', () => {
  expect(classChanges(before, [shoe, { ...bag, color: '#102030' }])).toEqual([
    { kind: 'Described', path: ['Bag'] },
    { kind: 'Ordered' },
  ])
})
