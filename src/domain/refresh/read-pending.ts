import type { Deps } from '../ports/deps.ts'
import type { ItemId } from '../core/ids.ts'
import { queryFirst } from '../model/documents/query-documents.ts'
import type { Measured } from '../model/files/measure-image.ts'
import { openSource } from '../model/files/open-files.ts'
import { isSameContent } from '../model/files/same-content.ts'
import { items, type ItemDocument } from '../model/items/item.ts'
import { readCounters } from '../model/items/read-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { updateItems } from '../model/items/update-items.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { Store } from '../ports/store.ts'
import { withHeader } from './item-header.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { measureFiles, type ReadDeps } from './read-files.ts'

/** The progress of a pass over the pending headers: the next segment, and the last item of it that was visited. */
export interface PendingPosition {
  readonly segment: number
  readonly after?: ItemId | undefined
}

const itemsPerRead = 500
const findPending = async (
  store: Store,
  partition: string,
  after: ItemId | undefined,
): Promise<readonly ItemDocument[]> => {
  const { documents } = await queryFirst(store, 'items', partition, {
    where: [
      { field: 'headerPending', op: 'eq', value: true },
      ...(after === undefined ? [] : [{ field: 'id', op: 'gt', value: after } as const]),
    ],
    orderBy: 'id',
    limit: itemsPerRead,
  })
  return documents.map((stored) => items.parse(stored).document)
}

interface MeasuredFile {
  readonly file: ItemDocument['file']
  readonly header: Measured
}

/** Sets the header. An item whose file changed after the measurement stays pending. */
const withMeasured = (
  item: ItemDocument | undefined,
  { file, header }: MeasuredFile,
): ItemDocument | undefined =>
  item?.headerPending && isSameContent(item.file, file) ? withHeader(item, header) : undefined

/**
 * One step of a refresh: reads the headers that an earlier pass could not read. Each pending item is visited once in a pass,
 * so a file that cannot be read now does not hold the pass. A file that storage fails to give for itself in a later pass is
 * unreadable, so that it is shown; so is, in a full pass, a file for which storage is too busy while its container answers. A file
 * whose container did not answer stays pending.
 * @returns The position for the next step; undefined after the last segment.
 * @throws WorkStopped, DomainError `ServiceUnavailable`
 */
export const readPending =
  (deps: Pick<Deps, 'store' | 'blobs'> & ReadDeps) =>
  async (id: string, from: PendingPosition): Promise<PendingPosition | undefined> => {
    const until = deps.now() + stepTime
    const { operation, project } = await openWork(deps.store, id, 'refresh')
    const { uid, segments, datastore } = project.document
    const counters = await readCounters(deps.store, project.document)
    let { segment, after } = from
    while (segment < segments) {
      const pending =
        (counters[segment]?.headersPending ?? 0) > 0
          ? await findPending(deps.store, segmentPartition(uid, segment), after)
          : []
      if (pending.length === 0) {
        segment += 1
        after = undefined
        continue
      }
      const source = await openSource(deps, datastore)
      const files = pending.map(({ id: item, path, file }) => ({ ...file, id: item, path }))
      /** The files that an earlier pass could not read either. */
      const earlier = new Set(
        pending.flatMap(({ id: item, changedAt }) => (changedAt < operation.startedAt ? [item] : [])),
      )
      const measured = await measureFiles(deps, source, files, ({ id: item }) =>
        earlier.has(item) ? (operation.full ? 'Any' : 'Failed') : 'Nothing',
      )
      const wanted = new Map<ItemId, MeasuredFile>()
      for (const { id: item, file } of pending) {
        const header = measured.get(item)
        // The next pass over the files finds a deleted one, and counts it before it marks its item.
        if (header && header !== 'Missing') wanted.set(item, { file, header })
      }
      await openWork(deps.store, id, 'refresh')
      await updateItems(deps.store, { uid, segment }, wanted, withMeasured)
      after = pending.at(-1)?.id
      if (deps.now() >= until) return { segment, after }
    }
    return undefined
  }
