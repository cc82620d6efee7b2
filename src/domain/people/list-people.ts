import type { Caller } from '../core/caller.ts'
import { invalidContinuation } from '../core/errors.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { userId, type ProjectName, type UserId } from '../core/ids.ts'
import type { ListInput, ListPage } from '../model/documents/list-page.ts'
import { queryAll } from '../model/documents/query-documents.ts'
import { readCounters } from '../model/items/read-counters.ts'
import { readSegmentLabelers } from '../model/items/read-labelers.ts'
import { members } from '../model/members/member.ts'
import { readNames, type KnownPerson } from '../model/people/person.ts'
import { openProject } from '../model/projects/project-access.ts'
import { projectScope, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import type { Store } from '../ports/store.ts'

const membersPerRead = 200
const segmentsAtOnce = 16

const findUsers = async (store: Store, project: ProjectDocument): Promise<readonly UserId[]> => {
  const users = new Set<UserId>()
  const scope = projectScope(project.uid)
  for await (const documents of queryAll(store, members, scope, {
    where: [{ field: 'kind', op: 'eq', value: members.kind }],
    orderBy: 'id',
    limit: membersPerRead,
  }))
    for (const { document } of documents) users.add(document.user)
  const counters = await readCounters(store, project)
  await forEachBounded(Array(project.segments).keys(), segmentsAtOnce, async (segment) => {
    for (const user of (await readSegmentLabelers(store, project, counters, segment)).keys()) users.add(user)
  })
  return [...users].toSorted((one, other) => (one < other ? -1 : 1))
}

const positionOf = (continuation: string | undefined): string => {
  if (continuation === undefined) return ''
  const position = userId.safeParse(continuation)
  if (!position.success) throw invalidContinuation()
  return position.data
}

/**
 * Lists the members of a project and all who answered in it, by user id, with their names where they are known.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listPeople =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { project: name, maxpagesize, continuation }: ListInput & { readonly project: ProjectName },
  ): Promise<ListPage<KnownPerson>> => {
    const { document: project } = await openProject(store, caller, name, 'Reviewer')
    const position = positionOf(continuation)
    const left = (await findUsers(store, project)).filter((user) => user > position)
    const users = left.slice(0, maxpagesize)
    const names = await readNames(store, users)
    return {
      documents: users.map((user) => ({ user, name: names.get(user) })),
      continuation: left.length > users.length ? users.at(-1) : undefined,
    }
  }

export type ListPeople = ReturnType<typeof listPeople>
