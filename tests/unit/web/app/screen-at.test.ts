import { expect, test } from '@jest/globals'
import { screenAt } from '../../../../web/src/app/screen-at.ts'

test.each([
  ['/', undefined, false],
  ['/settings', undefined, false],
  ['/p/dogs', 'dogs', false],
  ['/p/dogs/labels', 'dogs', false],
  ['/p/dogs/review?state=labeled', 'dogs', false],
  ['/p/dogs/label', 'dogs', true],
  ['/p/dogs/label?layout=9', 'dogs', true],
  ['/p/dogs/label/item-1#top', 'dogs', true],
  ['/p/d%C3%B6gs/label', 'dögs', true],
] as const)('%s', (path, project, isLabel) => {
  expect(screenAt(path)).toEqual({ project, isLabel })
})
