import { expect, test } from '@jest/globals'
import { isSameContent } from '../../../../../src/domain/model/files/same-content.ts'

const file = { etag: '"1"', size: 5, md5: 'a' }
const withoutMd5 = { etag: '"1"', size: 5 }

test.each([
  ['the same etag', file, file, true],
  ['the same etag, and an MD5 on one side', withoutMd5, file, true],
  ['the same size and MD5', file, { ...file, etag: '"2"' }, true],
  ['another size', file, { etag: '"2"', size: 6, md5: 'a' }, false],
  ['another MD5', file, { etag: '"2"', size: 5, md5: 'b' }, false],
  ['an MD5 on one side', file, { etag: '"2"', size: 5 }, false],
  ['no MD5', withoutMd5, { etag: '"2"', size: 5 }, false],
])('two versions of a file with %s', (_name, one, other, same) => {
  expect(isSameContent(one, other)).toBe(same)
  expect(isSameContent(other, one)).toBe(same)
})
