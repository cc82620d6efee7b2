import { z } from 'zod'
import { exportId, operationId, projectName, projectUid } from '../../core/ids.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { defineDocument } from '../documents/define-document.ts'
import type { OperationDocument } from '../operations/operation.ts'

const exportRemains = z.object({
  /** The operation of the export. */
  id: operationId,
  kind: z.literal('exportRemains'),
  project: projectName,
  projectUid,
  export: exportId,
})

/** An export that has ended while storage did not delete its files. Present until they are deleted. */
export type ExportRemains = z.output<typeof exportRemains>
export const remains = defineDocument({
  scope: 'Workspace',
  kind: 'exportRemains',
  schema: exportRemains,
  partition: 'exportRemains',
  id: 'id of the operation',
  about: 'an export that has ended, with files that storage did not delete; until they are deleted',
})
export const remainsPartition = 'exportRemains'

/** Idempotent: the timer `expireExports` deletes the files, however long storage fails, and whatever process dies. */
export const noteRemains = async (
  store: Store,
  operation: Extract<OperationDocument, { work: 'export' }>,
): Promise<void> => {
  const { id, project, projectUid: uid, export: exported } = operation
  const document: ExportRemains = { id, kind: 'exportRemains', project, projectUid: uid, export: exported }
  // A refusal means that the document exists.
  await store.batch(remains.container, remainsPartition, [{ type: 'create', document }])
}

/** Another process may have deleted it before. */
export const deleteRemains = async (
  store: Store,
  { document, etag }: Stored<ExportRemains>,
): Promise<void> => {
  await store.batch(remains.container, remainsPartition, [{ type: 'delete', id: document.id, ifMatch: etag }])
}
