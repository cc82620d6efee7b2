import { expect, test } from '@jest/globals'
import type { DomainError } from '../../../../../src/domain/core/errors.ts'
import {
  answeredOtherwise,
  pageAlreadySubmitted,
  pageExpired,
  pageNotFound,
  pageReleased,
} from '../../../../../src/domain/model/leases/page-errors.ts'

test.each<[DomainError, string, string]>([
  [pageNotFound('0-x'), 'PageNotFound', "You hold no page '0-x'; ask for a new page"],
  [pageExpired(), 'PageExpired', 'This page has expired; submit it now, or ask for a new page'],
  [pageReleased(), 'PageReleased', 'You gave this page back; ask for a new page'],
  [
    pageAlreadySubmitted(),
    'PageAlreadySubmitted',
    'This page is submitted, and its answers count; ask for a new page',
  ],
  [
    answeredOtherwise(),
    'PageAlreadySubmitted',
    'This page was submitted with other answers, and those count; a reviewer can correct them',
  ],
])('%s', (error, code, message) => {
  expect(error).toMatchObject({ code, message, target: 'page' })
})
