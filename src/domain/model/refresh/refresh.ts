import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { untilWritten } from '../documents/until-written.ts'
import { operationId } from '../../core/ids.ts'
import { fileTally } from '../files/file-report.ts'
import { projectScope } from '../projects/project.ts'
import type { Store } from '../../ports/store.ts'

const refreshDocument = z.object({
  id: z.literal('refresh'),
  kind: z.literal('refresh'),
  /**
   * The running refresh. Its writer has the exclusive right to refresh the project. It has all fields to write the
   * operation again.
   */
  running: z
    .object({
      operation: operationId,
      full: z.boolean(),
      confirmMissing: z.literal(true).optional(),
      startedBy: z.string(),
      claimedAt: z.number(),
    })
    .optional(),
  /** The number of runs. */
  run: z.number(),
  /**
   * The start of the listing in the last completed pass, including the import, by the clock of storage. The next pass covers
   * later changes. Documents of earlier versions have a time of the service instead, which is not used.
   */
  lastListedAt: z.number().optional(),
  lastCompletedAt: z.number().optional(),
  /** The start of the last pass that compared every item with its file, also of one that asked. */
  lastFullAt: z.number().optional(),
  /** The operation of the last refresh, running or ended; its document has the outcome. */
  lastOperation: operationId.optional(),
  /** The sum of the names that the last completed pass found (`addName`). Absent in documents of version 0.1.0. */
  names: z.number().optional(),
  /** The files of the last completed pass, or the items with a file before the first pass that asked. */
  known: z.number().optional(),
  /** What the last completed pass, or the import, chose and left out. Absent in documents of version 0.1.0. */
  files: fileTally.optional(),
})

/** The refresh state of a project. Container `workspace`, partition `project:<uid>`, id `refresh`. */
export type RefreshDocument = z.output<typeof refreshDocument>
export const refreshes = defineDocument({
  scope: 'Project',
  kind: 'refresh',
  schema: refreshDocument,
  id: '`refresh`',
  about: 'the running and the last refresh',
})
export const refreshId = 'refresh'

export const noRefreshYet: RefreshDocument = { id: refreshId, kind: 'refresh', run: 0 }

/**
 * Changes the refresh document of a project; creates it on first use, and retries after a concurrent change.
 * @param change Returns the new document, or undefined to leave it unchanged.
 * @returns The document afterwards.
 */
export const changeRefresh = async (
  store: Store,
  uid: string,
  change: (document: RefreshDocument) => RefreshDocument | undefined,
): Promise<RefreshDocument> =>
  untilWritten(store, refreshes.container, projectScope(uid), async () => {
    const stored = await refreshes.read(store, projectScope(uid), refreshId)
    const before = stored?.document ?? noRefreshYet
    const document = change(before)
    if (!document) return { value: before }
    const result = await store.batch('workspace', projectScope(uid), [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    return result.ok ? { value: document } : undefined
  })
