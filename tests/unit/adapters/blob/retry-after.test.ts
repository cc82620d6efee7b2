import { expect, it } from '@jest/globals'
import { readRetryAfter } from '../../../../src/adapters/blob/retry-after.ts'

const date = 'Thu, 01 Oct 2026 08:00:00 GMT'

it.each<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ 'retry-after': '' }, undefined],
  [{ 'retry-after': '7' }, 7],
  [{ 'retry-after': ' 7 ' }, 7],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '999999999' }, 600],
  [{ 'retry-after': '99999999999999999999' }, undefined],
  [{ 'retry-after': '-1', date }, 0],
  [{ 'retry-after': 'soon', date }, undefined],
  [{ 'retry-after': 'Thu, 01 Oct 2026 08:00:20 GMT', date }, 20],
  [{ 'retry-after': 'Thu, 01 Oct 2026 07:00:00 GMT', date }, 0],
  [{ 'retry-after': 'Fri, 01 Oct 2027 08:00:00 GMT', date }, 600],
  // Without the clock of storage a date says nothing.
  [{ 'retry-after': 'Thu, 01 Oct 2026 08:00:20 GMT' }, undefined],
])('%j asks for %s seconds', (headers, seconds) => {
  expect(readRetryAfter((name) => headers[name])).toBe(seconds)
})
