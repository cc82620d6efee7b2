import { DomainError } from '../../src/domain/core/errors.ts'

/**
 * A person at a frontend: keeps asking after an unclear answer, as the API tells them to, and after they were removed, until they
 * are a member again: an answer whose response was lost before can only be known then.
 */
export const persist = async <T>(call: () => Promise<T>): Promise<T | DomainError> => {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code !== 'ServiceUnavailable' && error.code !== 'ProjectNotFound') return error
    }
  }
}
