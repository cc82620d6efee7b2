import { z } from 'zod'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../core/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import type { Clause, Stored } from '../ports/store.ts'
import { classNames } from '../projects/class-tree.ts'
import { openProject } from '../projects/project-access.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { items, type ItemDocument, type ItemState } from './item.ts'
import { segmentPartition } from './segment.ts'

export interface ItemFilter {
  readonly state?: ItemState | undefined
  /** A class by its path. */
  readonly class?: string | undefined
  readonly labeler?: UserId | undefined
}

interface Place {
  readonly segment: number
  readonly within?: string | undefined
}

/** Segments looked into for one answer; then it ends, perhaps short, with a continuation. */
const segmentsAtOnce = 16

const place = z.strictObject({ segment: z.number().int().min(0), within: z.string().optional() })

const parsePlace = (continuation: string | undefined): Place => {
  if (continuation === undefined) return { segment: 0 }
  try {
    return place.parse(JSON.parse(Buffer.from(continuation, 'base64url').toString()))
  } catch (cause) {
    throw new DomainError(
      'InvalidContinuation',
      'This continuation was not given by the service; start from the first page',
      {
        target: 'continuation',
        cause,
      },
    )
  }
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
  const found = [...classNames(project.classes)].find(([, name]) => name === path)
  if (!found)
    throw new DomainError('UnknownClass', `'${path.slice(0, 256)}' is no class of this project`, {
      target: 'class',
    })
  return found[0]
}

export interface ItemsPage {
  readonly project: ProjectDocument
  readonly items: readonly Stored<ItemDocument>[]
  readonly continuation?: string
}

/** The items of a project, segment by segment, those of a segment by id. @throws DomainError `InvalidContinuation`, `UnknownClass` */
export const listItems =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly filter: ItemFilter
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<ItemsPage> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const where = clausesOf(project, input.filter)
    const found: Stored<ItemDocument>[] = []
    let at: Place | undefined = parsePlace(input.continuation)
    for (let looked = 0; at && looked < segmentsAtOnce && found.length < input.pageSize; looked += 1) {
      const page = items.parsePage(
        await store.query('items', segmentPartition(project.uid, at.segment), {
          where,
          orderBy: 'id',
          limit: input.pageSize - found.length,
          continuation: at.within,
        }),
      )
      found.push(...page.documents)
      at = nextPlace(at.segment, page.continuation, project.segments)
    }
    return {
      project,
      items: found,
      ...(at ? { continuation: Buffer.from(JSON.stringify(at)).toString('base64url') } : {}),
    }
  }

export type ListItems = ReturnType<typeof listItems>

const nextPlace = (segment: number, within: string | undefined, segments: number): Place | undefined => {
  if (within !== undefined) return { segment, within }
  return segment + 1 < segments ? { segment: segment + 1 } : undefined
}
