import type { Deps } from '../ports/deps.ts'
import { operationId, type OperationId } from '../core/ids.ts'
import { readCounters } from '../model/items/read-counters.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

/** The header-reading job of a project. It continues after the end of the operation that started it. */
export interface HeaderWork {
  readonly project: string
  readonly uid: string
  readonly operation: string
}

export const headerWorkOf = ({ id, project, projectUid }: OperationDocument): HeaderWork => ({
  project,
  uid: projectUid,
  operation: id,
})

/** A claim that was not renewed for this time has expired, in milliseconds. */
const claimExpiry = 5 * 60 * 1000

/** The project of a header-reading job; undefined if it was deleted or replaced. */
export const findHeaderProject = async (
  store: Store,
  { project, uid }: HeaderWork,
): Promise<ProjectDocument | undefined> => {
  const document = (await projects.read(store, projectPartition, project))?.document
  return document?.uid === uid && document.status !== 'Deleting' ? document : undefined
}

/** Claims or renews the header-reading job; false if another run holds it. */
export const claimOrRenewHeaders = async (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { uid, operation }: HeaderWork,
): Promise<boolean> => {
  const claimant: OperationId = operationId.parse(operation)
  const refresh = await changeRefresh(store, uid, (document) => {
    const { headers } = document
    if (headers && headers.operation !== claimant && headers.at + claimExpiry > now()) return undefined
    return { ...document, headers: { operation: claimant, at: now() } }
  })
  return refresh.headers?.operation === claimant
}

/**
 * Claims the header-reading job and returns the segments with unread headers; none if another run holds the job. Releases
 * the claim if there are none.
 */
export const claimHeaders =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (work: HeaderWork): Promise<readonly number[]> => {
    const project = await findHeaderProject(deps.store, work)
    if (!project || !(await claimOrRenewHeaders(deps, work))) return []
    const counters = await readCounters(deps.store, project)
    const segments = counters.flatMap(({ headersPending }, segment) => (headersPending > 0 ? [segment] : []))
    if (segments.length === 0) await releaseHeaders(deps)(work)
    return segments
  }

/** Releases the header-reading job, if this run holds it. */
export const releaseHeaders =
  ({ store }: Pick<Deps, 'store'>) =>
  async (work: HeaderWork): Promise<void> => {
    if (!(await findHeaderProject(store, work))) return
    await changeRefresh(store, work.uid, (document) => {
      if (document.headers?.operation !== work.operation) return undefined
      const { headers: _, ...rest } = document
      return rest
    })
  }
