import { expect, test } from '@jest/globals'
import { foldPath } from '../../../../../local/host/http/fold-path.ts'

test.each([
  ['/api/a/../b', '/api/b'],
  ['/api/a/%2E%2e/b', '/api/b'],
  ['/api/a/.%2e', '/api/'],
  ['/api/./b', '/api/b'],
  ['/api/b/.', '/api/b/'],
  ['/../../x', '/x'],
  ['/..', '/'],
  ['/a//../b', '/a/b'],
  ['/a/..../b', '/a/..../b'],
  ['/a/%252e%252e/b', '/a/%252e%252e/b'],
  ['/a/..%2fb', '/a/..%2fb'],
  ['/a//b', '/a//b'],
])('%s is %s', (path, folded) => {
  expect(foldPath(path)).toBe(folded)
})
