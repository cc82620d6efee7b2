import { expect, test } from '@jest/globals'
import { targetOf } from '../../../../../web/src/features/activity/target-of.ts'

const nameOf = (user: string): string => (user === 'ann' ? 'Ann' : user)

test('people and named things have their names', () => {
  expect(targetOf({ action: 'AddMember', target: 'ann' }, nameOf)).toEqual({ kind: 'Person', text: 'Ann' })
  const target = 'photos-of-the-whole-year'
  expect(targetOf({ action: 'CreateDatastore', target }, nameOf)).toEqual({ kind: 'Name', text: target })
})

test('the id of a page, an export or an operation is shortened and kept whole beside', () => {
  const target = '0123456789abcdef0123456789abcdef'
  expect(targetOf({ action: 'ReleasePage', target }, nameOf)).toEqual({
    kind: 'Id',
    text: '01234567…',
    whole: target,
  })
  expect(targetOf({ action: 'StartExport', target: '123456789' }, nameOf)).toEqual({
    kind: 'Id',
    text: '123456789',
  })
  expect(targetOf({ action: 'ChangeSettings' }, nameOf)).toBeUndefined()
})
