import type { Caller } from '../core/caller.ts'
import { DomainError } from '../core/errors.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ExportDocument } from '../model/exports/export.ts'
import { openProject } from '../model/projects/project-access.ts'
import { requireCreated } from '../model/projects/project-status.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { showExport } from './get-export.ts'
import { planExport, type ExportRequest, type PlanDeps } from './plan-export.ts'
import { startOnce } from './start-once.ts'

type StartDeps = PlanDeps & { readonly tasks: Tasks }

const checkFormat = (
  { tasks, formats }: StartDeps,
  project: ProjectDocument,
  request: ExportRequest,
): void => {
  const format = formats.of(request.format)
  const { region } = tasks.of(project)
  if (!format.write || !format.takes.includes(region))
    throw new DomainError(
      'UnsupportedTask',
      `The format ${format.name} does not support labels of a ${project.taskType} project; GET its formats for those that do`,
      { target: 'format' },
    )
}

/**
 * Starts an export with a snapshot of the present labels. A repeated request with the same seed returns the export that the
 * first one started.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ProjectBusy`, `TooManyExports`; `ExportNotFound` for `since`;
 * `InvalidRequest` for a `name` without a dataset, or an option that the format does not have; `DatasetInUse` if `name` belongs to another dataset;
 * `DatastoreNotFound`; `UnsupportedTask` for a format that does not support the labels
 */
export const startExport =
  (deps: StartDeps) =>
  async (
    caller: Caller,
    workflows: Workflows,
    name: ProjectName,
    request: ExportRequest,
  ): Promise<ExportDocument> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Reviewer')
    requireCreated(project)
    checkFormat(deps, project, request)
    const record = await startOnce(deps, caller, workflows, project, {
      seed: request.seed,
      build: (ids) => planExport(deps, caller, project, request, ids),
    })
    return showExport(record, deps.allowedHosts)
  }

export type StartExport = ReturnType<typeof startExport>
