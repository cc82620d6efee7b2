import type { Caller } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope } from '../model/projects/project.ts'
import { exportRecords, type ExportDocument } from '../model/exports/export.ts'
import { withProgress, type ShownExport } from './get-export.ts'

/**
 * Lists the exports of a project, newest first.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listExports =
  (deps: ShownExport) =>
  async (
    caller: Caller,
    name: ProjectName,
    { limit, continuation }: { readonly limit: number; readonly continuation?: string | undefined },
  ): Promise<{ readonly exports: readonly ExportDocument[]; readonly continuation?: string | undefined }> => {
    const { document: project } = await openProject(deps.store, caller, name, 'Reviewer')
    const list = exportRecords.parseListPage(
      await deps.store.query('workspace', projectScope(project.uid), {
        where: [{ field: 'kind', op: 'eq', value: exportRecords.kind }],
        orderBy: 'startedAt',
        descending: true,
        limit,
        ...(continuation === undefined ? {} : { continuation }),
      }),
    )
    const exports = await Promise.all(list.documents.map(({ document }) => withProgress(deps, document)))
    return { exports, ...(list.continuation === undefined ? {} : { continuation: list.continuation }) }
  }

export type ListExports = ReturnType<typeof listExports>
