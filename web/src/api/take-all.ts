import { ApiProblem } from './problem.ts'

interface ListPage<Entry> {
  readonly value: readonly Entry[]
  readonly nextLink?: string | undefined
}

/** The continuation in the link to the next list page; undefined after the last one. */
export const continuationOf = ({
  nextLink,
}: {
  readonly nextLink?: string | undefined
}): string | undefined =>
  nextLink === undefined ? undefined : (new URL(nextLink).searchParams.get('continuation') ?? undefined)

/** The start of a list that is read piece by piece. */
export const firstPage: { readonly continuation?: string } = {}

/** The most list pages that a short list is read in. */
const mostPages = 50

/** All entries of a list that is short by nature, such as projects or members. @throws ApiProblem as `read` does */
export const takeAll = async <Entry>(
  read: (continuation: string | undefined) => Promise<ListPage<Entry>>,
): Promise<readonly Entry[]> => {
  const entries: Entry[] = []
  let continuation: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const list = await read(continuation)
    entries.push(...list.value)
    continuation = continuationOf(list)
    if (continuation === undefined) break
  }
  return entries
}

export const isNotFound = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404
