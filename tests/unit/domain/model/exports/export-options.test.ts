import { expect, test } from '@jest/globals'
import { withDefaults } from '../../../../../src/domain/model/exports/export-options.ts'

test('a format has its options, as requested or by default, and no other', () => {
  const hasBoxes = (name: string) => name === 'wholeImageBoxes' || name === 'fileNames'
  expect(withDefaults({}, hasBoxes)).toEqual({ wholeImageBoxes: true, fileNames: 'Blob' })
  expect(withDefaults({ wholeImageBoxes: false, uri: 'Https' }, hasBoxes)).toEqual({
    wholeImageBoxes: false,
    fileNames: 'Blob',
  })
  expect(withDefaults({}, () => false)).toEqual({})
})
