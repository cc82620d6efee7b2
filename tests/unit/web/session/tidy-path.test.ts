import { expect, test } from '@jest/globals'
import { tidyPath } from '../../../../web/src/session/tidy-path.ts'

const origin = 'http://service.test'

test.each([
  ['//evil.example/x', '/evil.example/x'],
  ['///evil.example', '/evil.example'],
  ['/p/dogs//label', '/p/dogs//label'],
  ['/', '/'],
])('%s leads to the service itself', (path, tidy) => {
  expect(tidyPath(path)).toBe(tidy)
  expect(new URL(tidyPath(path), origin).origin).toBe(origin)
})
