import type { Caller } from '../core/caller.ts'
import { checkAbsent, checkMatch } from '../core/conditions.ts'
import { DomainError } from '../core/errors.ts'
import type { DatasetName, ProjectName } from '../core/ids.ts'
import type { MediaType } from '../model/datasets/dataset.ts'
import type { CountersReader } from '../model/items/read-counters.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { startOperation } from '../model/operations/start-operation.ts'
import type { Stored } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { GivenSettings } from '../tasks/project-settings.ts'
import { showProject, type ShownProject } from '../model/projects/show-project.ts'
import { checkExamples } from './check-examples.ts'
import { writeSettings, type WriteSettingsDeps } from './write-settings.ts'

export interface PutProjectInput {
  readonly name: ProjectName
  readonly mediaType: MediaType
  readonly taskType: string
  readonly dataset: DatasetName
  /** Not compared: it decides about a new project only. */
  readonly expectedItems?: number | undefined
  readonly settings: GivenSettings
  readonly ifMatch: string | undefined
  /** Changes nothing that exists. */
  readonly createOnly?: boolean
}

export interface ReplaceDeps extends WriteSettingsDeps {
  readonly counters: CountersReader
}

export interface PutProjectResult extends ShownProject {
  /** The import, if the request created the project, or repeats that while the project is being created. */
  readonly operation: OperationDocument | undefined
}

interface Round {
  readonly caller: Caller
  readonly workflows: Workflows
  /** True if the reads of this round are behind a fence. */
  readonly fresh: boolean
}

/** The import of a project that the caller created a moment ago. It is started again, in case a crash came before its start. */
const findCreation = async (
  deps: ReplaceDeps,
  { caller, workflows }: Round,
  { status, createdBy, operation }: ProjectDocument,
): Promise<OperationDocument | undefined> => {
  if (status !== 'Creating' || createdBy !== caller.user) return undefined
  if (deps.store.canLag) await deps.store.fence(operations.container, operationPartition)
  const known = (await operations.read(deps.store, operationPartition, operation))?.document
  return known && startOperation(deps, workflows, known)
}

/**
 * Replaces the settings of a project. A project that has them already is not written.
 * @returns Undefined if the round must be repeated: after a concurrent change, or where it rests on an old read.
 * @throws DomainError `ProjectBusy`, `PreconditionRequired`, `PreconditionFailed`, `InvalidRequest`
 */
export const replaceProject = async (
  deps: ReplaceDeps,
  round: Round,
  present: Stored<ProjectDocument>,
  { mediaType, taskType, dataset, settings, ifMatch, createOnly }: PutProjectInput,
): Promise<{ readonly value: PutProjectResult } | undefined> => {
  const { counters, tasks } = deps
  const { document: before } = present
  const isSameWork =
    before.mediaType === mediaType && before.taskType === taskType && before.dataset === dataset
  const isKept = before.status !== 'Deleting'
  const isSame = isKept && isSameWork && tasks.settings.hasSettings(before, settings)
  checkAbsent(createOnly, isSame)
  if (isSame) {
    // What is answered without a write must not rest on an old read.
    if (!round.fresh) return undefined
    const operation = await findCreation(deps, round, before)
    return { value: { ...(await showProject(counters, present, 'Admin')), operation } }
  }
  if (!isKept)
    throw new DomainError(
      'ProjectBusy',
      `The project '${before.id}' is being deleted; repeat the request once its operation '${before.operation}' has ended`,
    )
  checkMatch(present, ifMatch)
  if (!isSameWork)
    throw new DomainError(
      'ProjectBusy',
      'mediaType, taskType and dataset of a project cannot change; create another project for other values',
    )
  const changed = { ...before, ...tasks.settings.settingsOf(settings, before) }
  await checkExamples(deps.store, before, changed)
  const written = await writeSettings(deps, round.caller, present, changed)
  return written && { value: { ...(await showProject(counters, written, 'Admin')), operation: undefined } }
}
