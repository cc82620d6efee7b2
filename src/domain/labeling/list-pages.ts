import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { listSegments } from '../model/items/list-segments.ts'
import type { Stored } from '../ports/store.ts'
import { openProject } from '../model/projects/project-access.ts'
import { leases, type LeaseDocument } from '../model/leases/lease.ts'

/**
 * Lists the live pages of a project with their labelers, to detect hoarding: segment by segment, earliest expiry first.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listPages =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly pageSize: number
      readonly continuation?: string | undefined
    },
  ): Promise<ListPage<Stored<LeaseDocument>>> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    return listSegments(project, { ...input, now: now() }, async ({ partition, limit, continuation, at }) =>
      leases.parseListPage(
        await store.query('items', partition, {
          where: [
            { field: 'kind', op: 'eq', value: leases.kind },
            { field: 'leaseUntil', op: 'gt', value: at },
          ],
          orderBy: 'leaseUntil',
          limit,
          continuation,
        }),
      ),
    )
  }

export type ListPages = ReturnType<typeof listPages>
