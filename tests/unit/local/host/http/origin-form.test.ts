import { expect, test } from '@jest/globals'
import { originForm } from '../../../../../local/host/http/origin-form.ts'

test.each([
  ['/a?b', 'h', '/a?b'],
  ['//a', 'h', '//a'],
  ['http://h/a?b', 'h', '/a?b'],
  ['HTTPS://H:1/a', 'h:1', '/a'],
  ['http://h', 'h', '/'],
  ['http://h?b', 'h', '/?b'],
  ['http://h/a', 'other', undefined],
  ['http://h/a', undefined, undefined],
  ['http://h@other/a', 'h', undefined],
  ['http:///a', '', undefined],
  ['ftp://h/a', 'h', undefined],
  ['*', 'h', undefined],
  ['a', 'h', undefined],
])('%s for the host %s is %s', (target, host, expected) => {
  expect(originForm(target, host)).toBe(expected)
})
