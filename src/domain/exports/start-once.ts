import type { Caller } from '../core/caller.ts'
import { isDomainError, tooBusy } from '../core/errors.ts'
import { exportId, operationId, type ExportId, type OperationId } from '../core/ids.ts'
import { idFrom, type RequestSeed } from '../core/request-seed.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { endExport } from '../model/exports/end-export.ts'
import {
  exportRecordId,
  exportRecords,
  exportSlots,
  exportSlotsId,
  type ExportDocument,
  type ExportPlan,
} from '../model/exports/export.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { operationPartition } from '../model/operations/operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import { createRecord } from './create-record.ts'
import { findRepeated } from './find-repeated.ts'

export interface ExportIds {
  readonly id: ExportId
  readonly operation: OperationId
}

type StartDeps = Pick<Deps, 'store' | 'now' | 'newId'>

interface Built {
  readonly record: ExportDocument
  readonly plan: ExportPlan
}

interface NewExport {
  /** Repeated requests have the same seed. */
  readonly seed: RequestSeed | undefined
  readonly build: (ids: ExportIds) => Promise<Built>
}

/** One round for each process that died between intent and record, so that the operation of the intent has ended. */
const maxRounds = 20

const idsOf = (
  { newId }: StartDeps,
  { uid }: ProjectDocument,
  seed: RequestSeed | undefined,
  round: number,
): ExportIds => {
  const idFor = (purpose: string): string =>
    seed === undefined ? newId() : idFrom(seed, purpose, uid, `${round}`)
  return { id: exportId.parse(idFor('export')), operation: operationId.parse(idFor('operation')) }
}

const intentOf = (
  caller: Caller,
  project: ProjectDocument,
  { requestId }: Workflows,
  record: ExportDocument,
): OperationIntent => ({
  id: record.operation,
  work: 'export',
  export: record.export,
  project: project.id,
  projectUid: project.uid,
  startedBy: caller.user,
  requestId,
  total: record.totalRowCount,
})

const createStarted = async (
  deps: StartDeps,
  caller: Caller,
  project: ProjectDocument,
  { record, plan, mayRepeat }: Built & { readonly mayRepeat: boolean },
): Promise<ExportDocument> => {
  const moment = { at: record.startedAt, unique: deps.newId() }
  const note = { action: 'StartExport' as const, target: record.export }
  try {
    const others = [auditOperation(caller, project, moment, note)]
    const created = await createRecord(deps.store, project.uid, record, plan, { others, mayRepeat })
    if (created.export !== record.export) await endOperation(deps, record.operation, { status: 'Canceled' })
    return created
  } catch (error) {
    if (isDomainError(error, 'TooManyExports'))
      await endOperation(deps, record.operation, { status: 'Canceled' })
    throw error
  }
}

/**
 * Starts the orchestration of an export that has its record.
 * @returns The record; undefined if the operation had ended without the record. Then the export is canceled.
 */
const startRecorded = async (
  deps: StartDeps,
  workflows: Workflows,
  intent: OperationIntent,
  record: ExportDocument,
): Promise<ExportDocument | undefined> => {
  if (!record.open || (await startOperation(deps, workflows, intent)).open) return record
  const scope = projectScope(intent.projectUid)
  const found = await exportRecords.read(deps.store, scope, record.id)
  if (!found?.document.open) return found?.document
  const ended = await endExport(deps, intent.projectUid, record.export, { status: 'Canceled' })
  return ended?.status === 'Canceled' ? undefined : ended
}

/** Before an intent is written, so that an ordinary repetition leaves none. */
const findRunning = async (
  store: Store,
  scope: string,
  wanted: ExportDocument,
): Promise<ExportDocument | undefined> => {
  const slots = await exportSlots.read(store, scope, exportSlotsId)
  return findRepeated(store, scope, slots?.document.running ?? [], wanted)
}

/**
 * Writes intent, record and plan of an export, and starts its orchestration. With a seed it returns the export that an
 * earlier run of the same request started, in any state; without one a running export that the caller requested in the same way.
 * @throws DomainError `TooManyExports`, `ServiceUnavailable`
 */
export const startOnce = async (
  deps: StartDeps,
  caller: Caller,
  workflows: Workflows,
  project: ProjectDocument,
  { seed, build }: NewExport,
): Promise<ExportDocument> => {
  const { store } = deps
  const scope = projectScope(project.uid)
  const mayRepeat = seed === undefined
  // An earlier run may have ended a moment ago, in another process.
  if (store.canLag) {
    await store.fence('workspace', scope)
    await store.fence('workspace', operationPartition)
  }
  for (let round = 0; round < maxRounds; round += 1) {
    const ids = idsOf(deps, project, seed, round)
    const known = seed && (await exportRecords.read(store, scope, exportRecordId(ids.id)))
    const built: Partial<Built> & Pick<Built, 'record'> = known
      ? { record: known.document }
      : await build(ids)
    const repeated = mayRepeat ? await findRunning(store, scope, built.record) : undefined
    const { record, plan } = repeated ? { record: repeated } : built
    const intent = intentOf(caller, project, workflows, record)
    // Intent first: after a crash, or an unknown result of the next write, the operation is resumed and either runs the
    // export or finds no plan and ends.
    if (plan && !(await writeIntent(deps, workflows, intent)).open) continue
    const created = plan ? await createStarted(deps, caller, project, { record, plan, mayRepeat }) : record
    const started = await startRecorded(
      deps,
      workflows,
      intentOf(caller, project, workflows, created),
      created,
    )
    if (started) return started
  }
  throw tooBusy()
}
