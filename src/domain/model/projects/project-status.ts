import { DomainError } from '../../core/errors.ts'
import type { ProjectTotals } from '../items/read-counters.ts'
import type { ProjectDocument, ProjectStatus } from './project.ts'

type StoredStatus = ProjectDocument['status']
type ProjectAction = 'pause' | 'resume' | 'delete'

/** The lifecycle as far as callers move it; the import moves `Creating` on. */
const transitions: Readonly<Record<StoredStatus, Readonly<Partial<Record<ProjectAction, StoredStatus>>>>> = {
  Creating: { delete: 'Deleting' },
  Running: { pause: 'Paused', resume: 'Running', delete: 'Deleting' },
  Paused: { pause: 'Paused', resume: 'Running', delete: 'Deleting' },
  Failed: { delete: 'Deleting' },
  Deleting: { delete: 'Deleting' },
}

/** @throws DomainError `ProjectBusy` if the status does not allow it */
export const nextStatus = ({ id, status }: ProjectDocument, action: ProjectAction): StoredStatus => {
  const next = transitions[status][action]
  if (!next)
    throw new DomainError(
      'ProjectBusy',
      `The project '${id}' is ${status}; it cannot be changed like this now`,
    )
  return next
}

/** What callers see: a running project in which every item has its answer is `Completed`. */
export const shownStatus = ({ status }: ProjectDocument, totals: ProjectTotals): ProjectStatus =>
  status === 'Running' && totals.total > 0 && totals.open === 0 && totals.states.needsReview === 0
    ? 'Completed'
    : status
