import { authorize, type Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkNoMatch } from '../core/conditions.ts'
import { DomainError } from '../core/errors.ts'
import { operationId, projectUid } from '../core/ids.ts'
import { datasetPartition, datasets, type FileDataset } from '../model/datasets/dataset.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { describeTally, type FileTally } from '../model/files/file-report.ts'
import { segmentsFor } from '../model/items/segment.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { startOperation, writeIntent, type OperationIntent } from '../model/operations/start-operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import { showProject } from '../model/projects/show-project.ts'
import { refuseExamples } from './check-examples.ts'
import { failCreation } from './fail-creation.ts'
import {
  replaceProject,
  type PutProjectInput,
  type PutProjectResult,
  type ReplaceDeps,
} from './replace-project.ts'

interface PutProjectDeps extends ReplaceDeps {
  /**
   * Counts the dataset's files, at most up to the list page that reaches `fileLimit`.
   * @throws DomainError `DatastoreUnreachable`, `DatastoreUnavailable`
   */
  readonly countFiles: (
    dataset: FileDataset,
    fileLimit?: number,
  ) => Promise<{ readonly files: FileTally; readonly complete: boolean }>
}

/**
 * Creates a project and starts its import, or replaces the settings of an existing project with its ETag. A project that is
 * already as it was sent stays as it is, whatever the condition; its creator receives it with its import as long as that runs.
 * @throws DomainError `DatasetNotFound`, `UnsupportedTask`, `NoMatchingFiles`, `DatastoreUnreachable`, `DatastoreUnavailable`,
 * `ProjectBusy`, `PreconditionRequired`, `PreconditionFailed`, `InvalidRequest`
 */
export const putProject =
  (deps: PutProjectDeps) =>
  async (caller: Caller, input: PutProjectInput, workflows: Workflows): Promise<PutProjectResult> => {
    authorize(caller, 'Admin')
    return untilWritten(deps.store, projects.container, projectPartition, async (fresh) => {
      const present = await projects.read(deps.store, projectPartition, input.name)
      return present
        ? replaceProject(deps, { caller, workflows, fresh }, present, input)
        : create(deps, caller, input, workflows)
    })
  }

export type PutProject = ReturnType<typeof putProject>

const noMatchingFiles = (
  { path, datastore, mediaType }: FileDataset,
  files: FileTally,
  complete: boolean,
): DomainError => {
  const where = `'${path}' in the datastore '${datastore}'${complete ? '' : ', as far as it was listed'}`
  return new DomainError(
    'NoMatchingFiles',
    `${where}: ${describeTally(files, mediaType)}. Browse the datastore and correct the dataset's path, or upload files of an accepted type first`,
    { target: 'dataset' },
  )
}

const create = async (
  deps: PutProjectDeps,
  caller: Caller,
  input: PutProjectInput,
  workflows: Workflows,
): Promise<{ readonly value: PutProjectResult } | undefined> => {
  const { store, now, newId, counters } = deps
  const { name } = input
  checkNoMatch(input.ifMatch)
  const dataset = await findSourceDataset(deps, input)
  const settings = deps.tasks.settings.settingsOf(input.settings)
  refuseExamples(settings)
  const { files, complete } = await deps.countFiles(
    dataset,
    input.expectedItems === undefined ? undefined : 1,
  )
  const count = files.chosen
  if (count === 0) throw noMatchingFiles(dataset, files, complete)
  const uid = projectUid.parse(newId())
  const intent: OperationIntent = {
    id: operationId.parse(`import-${uid}`),
    work: 'import',
    project: name,
    projectUid: uid,
    startedBy: caller.user,
    requestId: workflows.requestId,
    ...(complete ? { total: count } : {}),
  }
  const at = now()
  const document: ProjectDocument = {
    id: name,
    kind: 'project',
    uid,
    status: 'Creating',
    ...settings,
    mediaType: input.mediaType,
    taskType: input.taskType,
    dataset: input.dataset,
    datastore: dataset.datastore,
    path: dataset.path,
    segments: segmentsFor(Math.max(count, input.expectedItems ?? (complete ? 0 : 2 * count))),
    expectedItems: input.expectedItems,
    operation: intent.id,
    createdAt: at,
    createdBy: caller.user,
    updatedAt: at,
  }
  // The intent first: after a crash the operation has no project, and its first step stops it.
  await writeIntent(deps, workflows, intent)
  const written = await store.batch('workspace', projectPartition, [
    { type: 'create', document },
    auditOperation(caller, document, { at, unique: newId() }, { action: 'CreateProject', target: intent.id }),
  ])
  if (!written.ok) {
    await endOperation(deps, intent.id, { status: 'Canceled' })
    return undefined
  }
  const operation = await startOperation(deps, workflows, intent)
  // The import was resumed before the project was there. If this process dies here, `repairProjects` finds it.
  if (!operation.open && operation.status === 'Canceled') await failCreation(deps, document)
  const shown = await showProject(counters, { document, etag: written.etags[0] ?? '' }, 'Admin')
  return { value: { ...shown, operation } }
}

const unsupported = (message: string, target: string): DomainError =>
  new DomainError('UnsupportedTask', message, { target })

const findSourceDataset = async (
  { store, tasks }: PutProjectDeps,
  { dataset: name, mediaType, taskType }: PutProjectInput,
): Promise<FileDataset> => {
  const dataset = (await datasets.read(store, datasetPartition, name))?.document
  if (!dataset)
    throw new DomainError('DatasetNotFound', `There is no dataset '${name}'; create it first`, {
      target: 'dataset',
    })
  if (dataset.type !== 'Files')
    throw unsupported(`'${name}' is a labeled dataset of exports; choose a dataset of files`, 'dataset')
  const { media } = tasks.of({ taskType })
  if (!media.includes(mediaType) || dataset.mediaType !== mediaType)
    throw unsupported(
      `A ${taskType} project of ${mediaType} on a dataset of ${dataset.mediaType} is not supported; ${taskType} takes ${media.join(' or ')}`,
      'mediaType',
    )
  return dataset
}
