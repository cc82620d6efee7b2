import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import type { Clause, Stored } from '../ports/store.ts'
import { createClassFinder } from '../model/labels/class-tree.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import { items, type ItemDocument, type ItemState } from '../model/items/item.ts'
import { listSegments } from '../model/items/list-segments.ts'

export interface ItemFilter {
  readonly state?: ItemState | undefined
  /** The path of a class. */
  readonly class?: string | undefined
  readonly labeler?: UserId | undefined
}

const clausesOf = (project: ProjectDocument, filter: ItemFilter): readonly Clause[] => {
  const classId = filter.class === undefined ? undefined : idOfClass(project, filter.class)
  return [
    { field: 'kind', op: 'eq', value: 'item' },
    ...(filter.state === undefined ? [] : [{ field: 'state', op: 'eq', value: filter.state } as const]),
    ...(filter.labeler === undefined
      ? []
      : [{ field: 'labeledBy', op: 'eq', value: filter.labeler } as const]),
    ...(classId === undefined ? [] : [{ field: 'classes', op: 'contains', value: classId } as const]),
  ]
}

const idOfClass = (project: ProjectDocument, path: string): string => {
  const id = createClassFinder(project.classes)(path)
  if (id === undefined)
    throw new DomainError(
      'UnknownClass',
      `'${path.slice(0, 256)}' is not a class of this project; read the project for its classes`,
      {
        target: 'class',
      },
    )
  return id
}

export interface ItemListPage {
  readonly project: ProjectDocument
  readonly items: readonly Stored<ItemDocument>[]
  readonly continuation?: string
}

/**
 * Lists the items of a project, segment by segment, by id within a segment.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`, `UnknownClass`
 */
export const listItems =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly filter: ItemFilter
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<ItemListPage> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const where = clausesOf(project, input.filter)
    const { documents, continuation } = await listSegments(
      project,
      { ...input, now: now() },
      async ({ partition, limit, continuation: within }) =>
        items.parseListPage(
          await store.query('items', partition, { where, orderBy: 'id', limit, continuation: within }),
        ),
    )
    return { project, items: documents, ...(continuation === undefined ? {} : { continuation }) }
  }

export type ListItems = ReturnType<typeof listItems>
