import { DomainError } from '../../core/errors.ts'

const target = { target: 'page' }

export const pageNotFound = (page: string): DomainError =>
  new DomainError('PageNotFound', `You hold no page '${page}'; ask for a new page`, target)

export const pageExpired = (): DomainError =>
  new DomainError('PageExpired', 'This page has expired; submit it now, or ask for a new page', target)

export const pageReleased = (): DomainError =>
  new DomainError('PageReleased', 'You gave this page back; ask for a new page', target)

export const pageAlreadySubmitted = (): DomainError =>
  new DomainError(
    'PageAlreadySubmitted',
    'This page is submitted, and its answers count; ask for a new page',
    target,
  )

export const reopenTooLate = (): DomainError =>
  new DomainError(
    'ReopenTooLate',
    'A page can be reopened for 10 minutes after its submit; a reviewer can correct its answers',
    target,
  )

export const nothingToReopen = (): DomainError =>
  new DomainError(
    'NothingToReopen',
    'This page has no answer that can be taken back; ask a reviewer to correct it, or go on with the next page',
    target,
  )

export const twoPagesHeld = (): DomainError =>
  new DomainError('TwoPagesHeld', 'You hold two other pages; submit or release one of them first', target)

export const submittedWithOtherAnswers = (): DomainError =>
  new DomainError(
    'PageAlreadySubmitted',
    'This page was submitted with other answers, and those count; a reviewer can correct them',
    target,
  )
