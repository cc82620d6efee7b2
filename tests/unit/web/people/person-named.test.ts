import { expect, test } from '@jest/globals'
import { isObjectId, personNamed } from '../../../../web/src/people/person-named.ts'

const ann = { user: 'ann', name: 'Ann Miller' }
const anna = { user: 'anna', name: 'Anna' }
const id = '0f8fad5b-d9cb-469f-a165-70867728950e'

test('a whole name or id names a person', () => {
  expect(personNamed('ann', [anna, ann])).toBe(ann)
  expect(personNamed('ánn miller', [anna, ann])).toBe(ann)
  expect(personNamed(id, [{ user: id }])).toEqual({ user: id })
})

test('a part of a name is not guessed', () => {
  expect(personNamed('an', [ann, anna])).toBe('Several')
  expect(personNamed('mill', [ann])).toBe('Several')
  expect(
    personNamed('Ann', [
      { user: '1', name: 'Ann' },
      { user: '2', name: 'ann' },
    ]),
  ).toBe('Several')
})

test('who is not known is named by an id alone', () => {
  expect(personNamed('rita', [])).toEqual({ user: 'rita' })
  expect(personNamed(id, [])).toEqual({ user: id })
  expect(personNamed('Rita Maier', [])).toBe('Nobody')
})

test('an object id is not a name', () => {
  expect([id, 'ann', 'ann@example.org'].map(isObjectId)).toEqual([true, false, false])
})
