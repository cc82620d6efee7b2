import type { Caller } from '../core/caller.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import type { UserId } from '../core/ids.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { leases } from '../model/leases/lease.ts'
import { readLiveLeases } from '../model/leases/live-leases.ts'
import { auditRevocation, revokeLease } from '../model/leases/revoke-lease.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'

const segmentsAtOnce = 32

/**
 * Ends the live pages of a person in all segments of a project, as an administrator who releases them one by one: their items are
 * free at once, and each page has its audit entry. Idempotent.
 */
export const endLeases = async (
  { store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>,
  caller: Caller,
  project: ProjectDocument,
  user: UserId,
): Promise<void> => {
  await forEachBounded(Array(project.segments).keys(), segmentsAtOnce, async (segment) => {
    const partition = segmentPartition(project.uid, segment)
    // An old read could miss the page.
    if (store.canLag) await store.fence(leases.container, partition)
    for (const { document } of await readLiveLeases(store, partition, now())) {
      if (document.labeler !== user) continue
      await untilWritten(store, leases.container, partition, async () => {
        const lease = await leases.read(store, partition, document.id)
        const at = now()
        const revoked = lease && revokeLease(lease.document, at)
        if (!revoked) return { value: undefined }
        const written = await store.batch(leases.container, partition, [
          { type: 'replace', document: revoked, ifMatch: lease.etag },
          auditRevocation(caller, project, { at, unique: newId() }, lease.document),
        ])
        return written.ok ? { value: undefined } : undefined
      })
    }
  })
}
