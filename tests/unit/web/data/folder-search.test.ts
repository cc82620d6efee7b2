import { expect, test } from '@jest/globals'
import { parseFolderSearch } from '../../../../web/src/data/folder-search.ts'

test('the address names the open folder', () => {
  expect(parseFolderSearch({ folder: 'cats/small/' })).toEqual({ folder: 'cats/small/' })
  expect(parseFolderSearch({ folder: 'cats' })).toEqual({})
  expect(parseFolderSearch({ folder: 3 })).toEqual({})
})
