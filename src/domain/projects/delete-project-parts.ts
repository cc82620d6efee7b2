import { queryAll } from '../model/documents/query-documents.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import type { Deps } from '../ports/deps.ts'
import { exportsPrefix } from '../model/exports/export.ts'
import { deletedKinds } from '../model/kinds.ts'
import { renditionsPrefix } from '../model/renditions/rendition.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { projectPartition, projects, projectScope } from '../model/projects/project.ts'
import type { ContainerName, Query, Store } from '../ports/store.ts'
import { deleteDocuments } from './delete-documents.ts'
import { releaseExports } from './release-exports.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'

type DeleteDeps = Pick<Deps, 'store' | 'files' | 'renditionFiles' | 'now'>

/** Deletes documents for at most `stepTime`. @returns True when none is left. */
const deleteWithinStep = async (
  { store, now }: DeleteDeps,
  container: ContainerName,
  partition: string,
  kinds: readonly string[],
): Promise<boolean> => {
  const until = now() + stepTime
  while (!(await deleteDocuments(store, container, partition, kinds))) if (now() >= until) return false
  return true
}

/** Cancels all other open operations of the project, so that their steps stop. @returns True if there were any. */
const cancelOtherOperations = async (deps: DeleteDeps, uid: string, id: string): Promise<boolean> => {
  let stopped = false
  const query: Query = {
    where: [
      { field: 'kind', op: 'eq', value: operations.kind },
      { field: 'open', op: 'eq', value: true },
    ],
    orderBy: 'startedAt',
    limit: 200,
  }
  for await (const documents of queryAll(deps.store, operations, operationPartition, query))
    for (const { document } of documents) {
      if (document.projectUid !== uid || document.id === id) continue
      await endOperation(deps, document.id, { status: 'Canceled' })
      stopped = true
    }
  return stopped
}

/**
 * The first step of a deletion.
 * @returns `busy` is true if other operations of the project were canceled; their running steps need a moment to stop.
 * @throws WorkStopped
 */
export const beginDeletion =
  (deps: DeleteDeps) =>
  async (id: string): Promise<{ readonly segments: number; readonly busy: boolean }> => {
    const { project } = await openWork(deps.store, id, 'delete')
    return {
      segments: project.document.segments,
      busy: await cancelOtherOperations(deps, project.document.uid, id),
    }
  }

/** Deletes documents of one segment for at most 10 seconds. @returns True when none is left. @throws WorkStopped */
export const deleteSegment =
  (deps: DeleteDeps) =>
  async (id: string, segment: number): Promise<boolean> => {
    const { operation } = await openWork(deps.store, id, 'delete')
    return deleteWithinStep(
      deps,
      'items',
      segmentPartition(operation.projectUid, segment),
      deletedKinds('Segment'),
    )
  }

/**
 * Releases the exports, then deletes the documents in the project's scope, such as members, for at most 10 seconds each.
 * @returns True when none is left.
 * @throws WorkStopped
 */
export const deleteScope =
  (deps: DeleteDeps) =>
  async (id: string): Promise<boolean> => {
    const { operation } = await openWork(deps.store, id, 'delete')
    if (!(await releaseExports(deps, operation, deps.now() + stepTime))) return false
    return deleteWithinStep(deps, 'workspace', projectScope(operation.projectUid), deletedKinds('Project'))
  }

/**
 * Deletes the renditions of the project, and all its export files if this was requested; no document names them any more.
 * @returns True when none is left.
 * @throws WorkStopped
 */
export const deleteExportFiles =
  (deps: DeleteDeps) =>
  async (id: string): Promise<boolean> => {
    const { operation, project } = await openWork(deps.store, id, 'delete')
    if (!(await deps.renditionFiles.deleteUnder(renditionsPrefix(operation.projectUid)))) return false
    return !operation.deleteFiles || deps.files.deleteUnder(exportsPrefix(project.document))
  }

const deleteProjectDocument = async (store: Store, name: string, uid: string): Promise<void> => {
  await untilWritten(store, projects.container, projectPartition, async (fresh) => {
    const project = await projects.read(store, projectPartition, name)
    // Only a fresh read can tell that it is deleted.
    if (project?.document.uid !== uid) return fresh ? { value: undefined } : undefined
    await store.batch('workspace', projectPartition, [{ type: 'delete', id: name, ifMatch: project.etag }])
    return undefined
  })
}

/** The last step of a deletion: deletes the project's document, which frees its name. */
export const finishDeletion =
  (deps: DeleteDeps) =>
  async (id: string): Promise<void> => {
    const operation = (await operations.read(deps.store, operationPartition, id))?.document
    if (!operation?.open) return
    await deleteProjectDocument(deps.store, operation.project, operation.projectUid)
    await endOperation(deps, id, { status: 'Succeeded' })
  }
