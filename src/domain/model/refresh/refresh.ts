import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { operationId } from '../../core/ids.ts'
import { projectScope } from '../projects/project.ts'
import type { Store } from '../../ports/store.ts'

const refreshDocument = z.object({
  id: z.literal('refresh'),
  kind: z.literal('refresh'),
  /** The run at work; whoever writes it here has the project for itself. Enough to write its operation again. */
  running: z
    .object({
      operation: operationId,
      full: z.boolean(),
      startedBy: z.string(),
      claimedAt: z.number(),
      /** When it began to list: what changes later is for the next run. */
      passStartedAt: z.number().optional(),
    })
    .optional(),
  /** Counts the runs. */
  run: z.number(),
  /** When the last pass that came to the end, the import included, began to list. */
  lastPassStartedAt: z.number().optional(),
  lastCompletedAt: z.number().optional(),
  lastFullAt: z.number().optional(),
  /** Who reads the headers of the project's files now, and when it last said so. */
  headers: z.object({ operation: operationId, at: z.number() }).optional(),
})

/** What a project knows of its refreshes. Container `workspace`, partition `project:<uid>`, id `refresh`. */
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

/** Changes the project's refresh document, which is made when it is first needed. */
export const changeRefresh = async (
  store: Store,
  uid: string,
  change: (document: RefreshDocument) => RefreshDocument | undefined,
): Promise<RefreshDocument> => {
  for (;;) {
    const stored = await refreshes.read(store, projectScope(uid), refreshId)
    const before = stored?.document ?? noRefreshYet
    const document = change(before)
    if (!document) return before
    const result = await store.batch('workspace', projectScope(uid), [
      stored ? { type: 'replace', document, ifMatch: stored.etag } : { type: 'create', document },
    ])
    if (result.ok) return document
  }
}
