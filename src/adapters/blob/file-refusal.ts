import type { UnreadableReason } from '../../domain/ports/blobs.ts'
import { isRefusalOfAll } from './access-advice.ts'
import { isKeyCode } from './classify-failure.ts'
import { failureOf } from './storage-failure.ts'

export interface FileRefusal {
  readonly reason: UnreadableReason
  /** False if the same failure for every file is possible: then only the container can tell. */
  readonly certain: boolean
}

/**
 * Why storage did not give a file, if that can be for this file alone. Undefined for a missing file, a refused credential,
 * and storage that is too busy: these say nothing about the file.
 */
export const refusalOf = (error: unknown): FileRefusal | undefined => {
  const failure = failureOf(error)
  switch (failure?.kind) {
    case 'Archived':
      return { reason: 'Archived', certain: true }
    case 'CustomerKey':
      return { reason: 'Encrypted', certain: true }
    case 'Refused': {
      const { code = '' } = failure
      if (isRefusalOfAll(code)) return undefined
      return { reason: isKeyCode(code) ? 'Encrypted' : 'Refused', certain: false }
    }
    case 'Busy':
      return failure.isThrottled ? undefined : { reason: 'Failed', certain: false }
    case 'Timeout':
    case 'Network':
    case 'Interrupted':
    case 'BadRequest':
    case 'NotBlobStorage':
      return { reason: 'Failed', certain: false }
    default:
      return undefined
  }
}
