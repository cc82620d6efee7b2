import { authorize, includesRole, type Caller } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import { roleInProject } from '../model/projects/project-access.ts'
import { projectPartition, projects } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { WorkKind } from '../ports/orchestration-names.ts'
import type { Clause } from '../ports/store.ts'

export interface OperationFilter {
  readonly project?: ProjectName | undefined
  readonly status?: OperationDocument['status'] | undefined
  readonly work?: WorkKind | undefined
}

const clausesOf = ({ project, status, work }: OperationFilter): readonly Clause[] =>
  Object.entries({ kind: operations.kind, project, status, work }).flatMap(([field, value]): Clause[] =>
    value === undefined ? [] : [{ field, op: 'eq', value }],
  )

type IsReadable = (operation: OperationDocument) => boolean

/** Whether the caller may read an operation, as `getOperation` decides. Reads each project once. */
const findReadable = async (
  { store }: Pick<Deps, 'store'>,
  caller: Caller,
  found: readonly OperationDocument[],
): Promise<IsReadable> => {
  if (caller.role === 'Admin') return () => true
  const names = [...new Set(found.map(({ project }) => project))]
  const readable = await Promise.all(
    names.map(async (name) => {
      const project = (await projects.read(store, projectPartition, name))?.document
      const role = project && (await roleInProject(store, caller, project))
      return role && includesRole(role, 'Reviewer') ? [project.uid] : []
    }),
  )
  const uids = new Set<string>(readable.flat())
  return ({ projectUid }) => uids.has(projectUid)
}

/**
 * Lists the operations that the caller may read, newest first: app Admins all, other callers those of projects that they
 * review. A list page can be short or empty.
 * @throws DomainError `Forbidden`, `InvalidContinuation`
 */
export const listOperations =
  (deps: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: {
      readonly filter: OperationFilter
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<ListPage<OperationDocument>> => {
    authorize(caller, 'Labeler')
    const { documents, continuation } = operations.parseListPage(
      await deps.store.query('workspace', operationPartition, {
        where: clausesOf(input.filter),
        orderBy: 'startedAt',
        descending: true,
        limit: input.pageSize,
        continuation: input.continuation,
      }),
    )
    const found = documents.map(({ document }) => document)
    const isReadable = await findReadable(deps, caller, found)
    return { documents: found.filter(isReadable), continuation }
  }

export type ListOperations = ReturnType<typeof listOperations>
