import { DomainError } from '../../core/errors.ts'
import type { ProjectTotals } from '../items/read-counters.ts'
import type { ProjectDocument, ProjectStatus } from './project.ts'

type StoredStatus = ProjectDocument['status']
type ProjectAction = 'pause' | 'resume' | 'delete'

/** The transitions that callers request. The import ends `Creating`. */
const transitions: Readonly<Record<StoredStatus, Readonly<Partial<Record<ProjectAction, StoredStatus>>>>> = {
  Creating: { delete: 'Deleting' },
  Running: { pause: 'Paused', resume: 'Running', delete: 'Deleting' },
  Paused: { pause: 'Paused', resume: 'Running', delete: 'Deleting' },
  Failed: { delete: 'Deleting' },
  Deleting: { delete: 'Deleting' },
}

/** Seconds after which to ask again whether a project is created. */
export const importWait = 5

/** @throws DomainError `ProjectBusy` if the status does not allow it */
export const nextStatus = ({ id, status }: ProjectDocument, action: ProjectAction): StoredStatus => {
  const next = transitions[status][action]
  if (!next)
    throw new DomainError(
      'ProjectBusy',
      `The project '${id}' is ${status}, which does not allow this change; retry once its status has changed`,
      status === 'Creating' ? { retryAfter: importWait } : {},
    )
  return next
}

/** @throws DomainError `ProjectBusy` while the project is being created or deleted */
export const requireCreated = ({ id, status }: ProjectDocument): void => {
  if (status === 'Creating')
    throw new DomainError('ProjectBusy', `The project '${id}' is being created; retry once it is Running`, {
      retryAfter: importWait,
    })
  if (status === 'Deleting')
    throw new DomainError('ProjectBusy', `The project '${id}' is being deleted; choose another project`)
}

/** The status in the API: a running project is `Completed` if no item is unlabeled, also none without a file, or to review. */
export const shownStatus = ({ status }: ProjectDocument, totals: ProjectTotals): ProjectStatus =>
  status === 'Running' && totals.total > 0 && totals.states.unlabeled === 0 && totals.states.needsReview === 0
    ? 'Completed'
    : status
