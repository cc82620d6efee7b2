import { expect, test } from '@jest/globals'
import type { DomainError } from '../../../../../src/domain/core/errors.ts'
import {
  submittedWithOtherAnswers,
  pageAlreadySubmitted,
  pageExpired,
  pageNotFound,
  pageReleased,
} from '../../../../../src/domain/model/leases/page-errors.ts'

test.each<[string, DomainError]>([
  ['PageNotFound', pageNotFound('0-x')],
  ['PageExpired', pageExpired()],
  ['PageReleased', pageReleased()],
  ['PageAlreadySubmitted', pageAlreadySubmitted()],
  ['PageAlreadySubmitted', submittedWithOtherAnswers()],
])('%s says what to do', (code, error) => {
  // A statement and what follows from it.
  expect(error).toMatchObject({ code, message: expect.stringMatching(/.+[;,].+/), target: 'page' })
})
