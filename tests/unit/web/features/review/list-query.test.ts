import { expect, test } from '@jest/globals'
import { listQueryOf } from '../../../../../web/src/features/review/list-query.ts'

test('a filter has the names of the API', () => {
  const same = { class: 'Animal/Cat', pathPrefix: 'a/', missing: false, returned: true, sample: 5 }
  expect(listQueryOf({ ...same, state: 'labeled', labeledBy: 'ann', problem: 'any', sort: 'path' })).toEqual({
    ...same,
    state: 'labeled',
    labeler: 'ann',
    problem: 'any',
    sort: 'path',
  })
})

test('states and problems that the API does not know are left out', () => {
  expect(listQueryOf({ state: 'lost', problem: 'Odd' })).toEqual({})
})

test('days are those of the calendar of the person, and the last one is part of the time', () => {
  const { from = '', to = '' } = listQueryOf({ from: '2026-02-28', to: '2026-02-28' })
  expect(new Date(from)).toEqual(new Date(2026, 1, 28))
  expect(new Date(to)).toEqual(new Date(2026, 2, 1))
})

test('a time stays as it is', () => {
  const from = '2026-02-28T10:00:00.000Z'
  expect(listQueryOf({ from })).toEqual({ from })
})
