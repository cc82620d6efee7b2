import { describe, expect, test } from '@jest/globals'
import type { ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { changesSnapshot, stampItem } from '../../../../../src/domain/model/items/stamp-item.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'

const plain = makeItem(makeProject(), 'a.png')
const before: ItemDocument = { ...plain, file: { ...plain.file, md5: 'm' }, epochs: { file: 2 } }
const withFile = (file: Partial<ItemDocument['file']>): ItemDocument => ({
  ...before,
  file: { ...before.file, ...file },
})

describe('a file that is listed again', () => {
  test.each([
    ['as it was', {}],
    ['with the same content under another etag', { etag: 'new', lastModified: 9 }],
  ])('%s is no change for a snapshot', (_name, file) => {
    const after = withFile(file)
    expect(changesSnapshot({ before, after })).toBe(false)
    expect(stampItem(before, after, 7).epochs).toEqual({ file: 2 })
  })

  test.each([
    ['with another MD5', { etag: 'new', md5: 'n' }],
    ['with another size', { etag: 'new', size: 1 }],
    ['without an MD5', { etag: 'new', md5: undefined }],
  ])('%s is one', (_name, file) => {
    const after = withFile(file)
    expect(changesSnapshot({ before, after })).toBe(true)
    expect(stampItem(before, after, 7).epochs).toEqual({ file: 7 })
  })

  test.each([
    ['with its size, at last', { headerPending: true }, { width: 3, height: 4 }],
    ['with a size after it was unreadable', { problem: 'Unreadable' }, { width: 3, height: 4 }],
    ['without a size, because it is no image', { headerPending: true }, { problem: 'NotAnImage' }],
    ['with another height', { width: 3, height: 4 }, { width: 3, height: 5 }],
    ['with its format', { width: 3, height: 3 }, { width: 3, height: 3, format: 'png' }],
    ['turned', { width: 3, height: 3 }, { width: 3, height: 3, orientation: 6 }],
    [
      'with another reason',
      { problem: 'Unreadable', unreadable: 'Archived' },
      { problem: 'Unreadable', unreadable: 'Refused' },
    ],
  ] as const)('%s is one', (_name, old, header) => {
    const { width: _, height: __, ...file } = before
    const after = { ...file, ...header }
    expect(changesSnapshot({ before: { ...file, ...old }, after })).toBe(true)
    expect(stampItem({ ...file, ...old }, after, 7).epochs).toEqual({ file: 7 })
  })

  test('after it was missing is one', () => {
    expect(changesSnapshot({ before: { ...before, missing: true }, after: before })).toBe(true)
  })
})
