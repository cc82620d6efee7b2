import { authorize, type Caller } from '../core/caller.ts'
import { foldName } from '../core/fold-name.ts'
import type { ListInput, ListPage } from '../model/documents/list-page.ts'
import { listById } from '../model/documents/query-documents.ts'
import { people, peoplePartition, type KnownPerson, type PersonDocument } from '../model/people/person.ts'
import type { Deps } from '../ports/deps.ts'

/** List pages of the store that one request reads. */
const maxReads = 20

const matcherOf = (search: string | undefined): ((person: PersonDocument) => boolean) => {
  const wanted = foldName(search ?? '').trim()
  return ({ id, name }) => foldName(name).includes(wanted) || foldName(id).includes(wanted)
}

/**
 * Lists the people whose name is kept, by user id; with `search` those with this text in their name or id, whatever its case.
 * A list page can be short or empty and have a continuation.
 * @throws DomainError `Forbidden`, `InvalidContinuation`
 */
export const searchPeople =
  ({ store }: Pick<Deps, 'store'>) =>
  async (
    caller: Caller,
    { search, ...input }: ListInput & { readonly search?: string | undefined },
  ): Promise<ListPage<KnownPerson>> => {
    authorize(caller, 'Admin')
    const matches = matcherOf(search)
    const found: KnownPerson[] = []
    let { continuation } = input
    for (let reads = 0; reads < maxReads && found.length < input.maxpagesize; reads += 1) {
      // Never more than fit: the position after a read is that of the last document it found.
      const list = await listById(store, people, peoplePartition, {
        maxpagesize: input.maxpagesize - found.length,
        continuation,
      })
      for (const { document } of list.documents)
        if (matches(document)) found.push({ user: document.id, name: document.name })
      ;({ continuation } = list)
      if (continuation === undefined) break
    }
    return { documents: found, continuation }
  }

export type SearchPeople = ReturnType<typeof searchPeople>
