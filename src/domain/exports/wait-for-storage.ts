import { DomainError } from '../core/errors.ts'
import { exportPlans, type ExportPlan } from '../model/exports/export.ts'
import type { PartStart } from '../model/exports/export-part.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Store } from '../ports/store.ts'

/** The attempts of one part that wait; a step has five, with longer pauses each time. */
const attemptsOfPart = 3
/** The attempts of all parts together, so that an export does not wait for each of its parts. */
const attemptsInAll = 12

/**
 * Ends the first attempts of a step that found storage unavailable, so that a short outage costs no item: the step is retried
 * after a pause. Later attempts go on with what could be read.
 * @throws DomainError `DatastoreUnavailable` in the first attempts
 */
export const waitForStorage = async (
  store: Store,
  { id, uid }: Pick<ExportPlan, 'id' | 'uid'>,
  { segment, part }: Pick<PartStart, 'segment' | 'part'>,
): Promise<void> => {
  const key = `${segment}:${part}`
  let waits = false
  await changeDocument(store, exportPlans, projectScope(uid), id, (plan) => {
    const { storageFailures: failures = {} } = plan
    const ofPart = failures[key] ?? 0
    const inAll = Object.values(failures).reduce((sum, count) => sum + count, 0)
    waits = ofPart < attemptsOfPart && inAll < attemptsInAll
    return waits ? { ...plan, storageFailures: { ...failures, [key]: ofPart + 1 } } : undefined
  })
  if (waits)
    throw new DomainError(
      'DatastoreUnavailable',
      'Storage does not answer for some files now; the export reads them again in a moment',
    )
}
