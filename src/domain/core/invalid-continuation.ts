import { DomainError } from './errors.ts'

export const invalidContinuation = (cause?: unknown): DomainError =>
  new DomainError(
    'InvalidContinuation',
    'This continuation was not given by the service; start from the first page',
    { target: 'continuation', ...(cause === undefined ? {} : { cause }) },
  )
