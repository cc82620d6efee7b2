import { tooBusy } from '../../core/errors.ts'
import type { ContainerName, Store } from '../../ports/store.ts'

const rounds = 20

/**
 * Repeats a round of reads and a conditional write until it returns a value. A round returns undefined if its write failed
 * because of a concurrent change. From the second round on the reads of the partition are behind a fence: a write that failed
 * because of an old read must not fail for the same reason again.
 * @param round `fresh` is true behind a fence, and if reads never lag. A round that would refuse something, or answer without
 * a write, on an old read returns undefined instead.
 * @throws DomainError `ServiceUnavailable` after 20 rounds
 */
export const untilWritten = async <T>(
  store: Pick<Store, 'canLag' | 'fence'>,
  container: ContainerName,
  partition: string,
  round: (fresh: boolean) => Promise<{ readonly value: T } | undefined>,
): Promise<T> => {
  for (let count = 0; count < rounds; count += 1) {
    if (count > 0) await store.fence(container, partition)
    const result = await round(count > 0 || !store.canLag)
    if (result) return result.value
  }
  throw tooBusy()
}
