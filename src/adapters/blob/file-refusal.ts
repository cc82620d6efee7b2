import { DomainError } from '../../domain/core/errors.ts'
import type { UnreadableReason } from '../../domain/ports/blobs.ts'
import { isRefusalOfAll } from './access-advice.ts'
import { isKeyCode } from './classify-failure.ts'
import type { BlobFailureKind } from './classify-failure.ts'
import { failureOf } from './storage-failure.ts'

export interface FileRefusal {
  readonly reason: UnreadableReason
  /** False if the same failure for every file is possible: then only the container can tell. */
  readonly certain: boolean
}

const failed: FileRefusal = { reason: 'Failed', certain: false }

/** What a failure says about the file, if its container answers. Absent: nothing. */
const refusals: Readonly<Partial<Record<BlobFailureKind, FileRefusal>>> = {
  Archived: { reason: 'Archived', certain: true },
  CustomerKey: { reason: 'Encrypted', certain: true },
  Refused: { reason: 'Refused', certain: false },
  ContainerNotFound: failed,
  BadRequest: failed,
  NotBlobStorage: failed,
  Busy: failed,
  Timeout: failed,
  Network: failed,
  Interrupted: failed,
}

/**
 * Why storage did not give a file, if that can be for this file alone. Undefined for a missing file, a refused credential,
 * and storage that is too busy: these say nothing about the file.
 */
export const refusalOf = (error: unknown): FileRefusal | undefined => {
  const failure = failureOf(error)
  if (!failure || failure.isThrottled) return undefined
  const { kind, code = '' } = failure
  if (kind === 'Refused' && isKeyCode(code)) return { reason: 'Encrypted', certain: false }
  return isRefusalOfAll(code) ? undefined : refusals[kind]
}

const helps: Readonly<Partial<Record<UnreadableReason, string>>> = {
  Refused: 'Ask the owner of the container to allow reading this file.',
  Encrypted: 'Its encryption key cannot be used: ask the owner of the container to restore it.',
}

/** The error for one file that storage refuses while its container answers. Without it the container would be blamed. */
export const explainRefusal = async (
  error: unknown,
  names: { readonly datastore: string; readonly container: string },
  checkContainer: () => Promise<void>,
): Promise<unknown> => {
  const refusal = refusalOf(error)
  const help = refusal && helps[refusal.reason]
  if (!refusal || refusal.certain || help === undefined) return error
  try {
    await checkContainer()
  } catch (failure) {
    return failure
  }
  return new DomainError(
    'DatastoreUnreachable',
    `Datastore '${names.datastore}': access to this file of container '${names.container}' was refused (${failureOf(error)?.reason ?? ''}), while the container answers. ${help}`,
    { cause: error },
  )
}
