import { expect, test } from '@jest/globals'
import { emptyDraft, type Draft } from '../../../../../web/src/features/create-project/draft.ts'
import {
  nothingUnfinished,
  waitingImages,
  wizardProblemOf,
  type Unfinished,
} from '../../../../../web/src/features/create-project/unfinished.ts'

const draft: Draft = {
  ...emptyDraft,
  datastore: 'local',
  datasetName: 'clothes',
  classes: [{ name: 'Bag' }],
}
const images = { chosen: [{ name: 'a.png', file: new File(['a'], 'a.png') }], leftOut: {} }
const left = (part: Partial<Unfinished>): Unfinished => ({ ...nothingUnfinished, ...part })

test('images that are chosen and not uploaded hold the first step', () => {
  expect(waitingImages(left({ images }))).toBe(1)
  expect(wizardProblemOf(draft, left({ images }), true, 'data')).toBe('NotUploaded')
  expect(wizardProblemOf(draft, left({ images }), false, 'data')).toBe('NotUploaded')
  expect(wizardProblemOf({ ...draft, datastore: '' }, left({ images }), true, 'data')).toBe('NoDatastore')
  const existing: Draft = { ...draft, source: 'Existing', existing: 'clothes' }
  expect(wizardProblemOf(existing, left({ images }), true, 'data')).toBeUndefined()
})

test('data without images hold the first step, those that nobody has looked at do not', () => {
  expect(wizardProblemOf(draft, nothingUnfinished, false, 'data')).toBe('NoImages')
  expect(wizardProblemOf(draft, nothingUnfinished, undefined, 'data')).toBeUndefined()
  expect(wizardProblemOf(draft, nothingUnfinished, true, 'data')).toBeUndefined()
})

test('a name that is typed and not added holds its step', () => {
  expect(wizardProblemOf(draft, left({ person: ' ann' }), true, 'people')).toBe('PersonNotAdded')
  expect(wizardProblemOf(draft, left({ person: '  ' }), true, 'people')).toBeUndefined()
  expect(wizardProblemOf(draft, left({ className: 'Shoe' }), true, 'classes')).toBe('ClassNotAdded')
  expect(wizardProblemOf(draft, left({ className: 'Shoe' }), true, 'people')).toBeUndefined()
  expect(wizardProblemOf({ ...draft, classes: [] }, nothingUnfinished, true, 'classes')).toBe('NoClasses')
})
