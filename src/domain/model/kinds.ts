import type { ContainerName, FieldType } from '../ports/store.ts'
import { segmentAudits, workspaceAudits } from './audit/audit.ts'
import { datasets, datasetVersions } from './datasets/dataset.ts'
import { datastores } from './datastores/datastore.ts'
import type { DocumentScope } from './documents/define-document.ts'
import { exportParts } from './exports/export-part.ts'
import { remains } from './exports/export-remains.ts'
import { exportPlans, exportRecords, exportSlots } from './exports/export.ts'
import { idempotencyRecords } from './idempotency/idempotency-record.ts'
import { counters, labelerDays, labelers } from './items/counters.ts'
import { items } from './items/item.ts'
import { currentSegments } from './leases/current-segment.ts'
import { dispatches } from './leases/dispatch.ts'
import { leases } from './leases/lease.ts'
import { members } from './members/member.ts'
import { operations } from './operations/operation.ts'
import { people } from './people/person.ts'
import { projects } from './projects/project.ts'
import { recountClaims } from './recount/recount-claim.ts'
import { refreshes } from './refresh/refresh.ts'

/**
 * Every kind of document. The containers' indexes, the deletion of projects and the table in `docs/data-model.md` derive
 * from this list. A test fails if a kind is missing.
 */
export const kinds = [
  datastores,
  datasets,
  datasetVersions,
  projects,
  operations,
  remains,
  idempotencyRecords,
  people,
  workspaceAudits,
  members,
  currentSegments,
  refreshes,
  recountClaims,
  exportRecords,
  exportPlans,
  exportParts,
  exportSlots,
  items,
  counters,
  labelers,
  labelerDays,
  dispatches,
  leases,
  segmentAudits,
] as const

/** The kinds of documents that the deletion of a project removes from this scope. */
export const deletedKinds = (scope: Exclude<DocumentScope, 'Workspace'>): readonly string[] =>
  kinds.filter((kind) => kind.scope === scope && !kind.appendOnly).map(({ kind }) => kind)

export interface ContainerDefinition {
  readonly fields: Readonly<Record<string, FieldType>>
  readonly indexes: readonly (readonly string[])[]
}

const describeContainer = (container: ContainerName): ContainerDefinition => {
  const fields = new Map<string, FieldType>()
  const indexes = new Map([['kind id', ['kind', 'id'] as readonly string[]]])
  for (const kind of kinds) {
    if (kind.container !== container) continue
    for (const [field, type] of Object.entries(kind.fields ?? {})) {
      if ((fields.get(field) ?? type) !== type) throw new Error(`Two types for the field ${field}`)
      fields.set(field, type)
    }
    for (const index of kind.indexes ?? []) indexes.set(index.join(' '), index)
  }
  return { fields: Object.fromEntries(fields), indexes: [...indexes.values()] }
}

/** The containers and their indexes. Engines refuse a query without a matching index. */
export const containers: Readonly<Record<ContainerName, ContainerDefinition>> = {
  workspace: describeContainer('workspace'),
  items: describeContainer('items'),
}
