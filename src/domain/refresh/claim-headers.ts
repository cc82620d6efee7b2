import type { Deps } from '../ports/deps.ts'
import { operationId, type OperationId } from '../core/ids.ts'
import { readCounters } from '../model/items/read-counters.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

/** Reading headers goes on after the operation that began it has ended; the project is all that it needs. */
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

/** A reader that has not been heard of for so long has died. */
const claimExpiry = 5 * 60 * 1000

export const findHeaderProject = async (
  store: Store,
  { project, uid }: HeaderWork,
): Promise<ProjectDocument | undefined> => {
  const document = (await projects.read(store, projectPartition, project))?.document
  return document?.uid === uid && document.status !== 'Deleting' ? document : undefined
}

/** Takes the reading of the project's headers, or keeps it. False: somebody else is at it. */
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
 * The segments in which headers are still to be read, for the one who reads them; none for anybody else. When none are
 * left the claim is given up.
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
