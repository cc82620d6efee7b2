import { useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.tsx'
import { dataOf, type Schemas } from '../api/client.ts'
import { ApiProblem } from '../api/problem.ts'
import { usePerson } from '../session/session-context.tsx'
import { itemKey, replaceItems } from './item-queries.ts'
import { readEtags } from './read-etags.ts'
import type { ReviewAction } from './review-action.ts'
import { sendReview, type Outcome, type Refused } from './send-review.ts'
import { shownAfter } from './shown-item.ts'

type Item = Schemas['Item']

/** Refusals that concern one item and not the others. */
const ofOneItem: ReadonlySet<number> = new Set([404, 409, 412])

/** Changes items as they are shown; an accepted change is shown at once in all lists. */
export const useItemChanges = (project: string) => {
  const api = useApi()
  const queries = useQueryClient()
  const { user } = usePerson()

  const show = (items: readonly Item[]): void => {
    replaceItems(queries, project, items)
    for (const { id } of items) queries.removeQueries({ queryKey: itemKey(project, id), type: 'inactive' })
  }

  const review = async (action: ReviewAction, items: readonly Item[], comment?: string): Promise<Outcome> => {
    const known = await readEtags(api, project, items)
    const { failure } = known
    if (failure !== undefined) return { accepted: [], refused: known.refused, failure }
    const outcome = await sendReview(api, project, action, known.seen, comment)
    const accepted = new Set(outcome.accepted)
    show(items.filter(({ id }) => accepted.has(id)).map((item) => shownAfter(item, action, user)))
    return { ...outcome, refused: [...known.refused, ...outcome.refused] }
  }

  /** Gives each of the items this label, one after the other. */
  const relabel = async (items: readonly Item[], labels: readonly string[]): Promise<Outcome> => {
    const known = await readEtags(api, project, items)
    if (known.failure !== undefined) return { accepted: [], ...known }
    const accepted: string[] = []
    const refused: Refused[] = [...known.refused]
    for (const { item, etag } of known.seen) {
      const params = { path: { project, item }, header: { 'If-Match': etag } }
      try {
        const after = await dataOf(
          api.PUT('/projects/{project}/items/{item}/label', { params, body: { labels: [...labels] } }),
        )
        accepted.push(item)
        show([after])
      } catch (failure) {
        if (!(failure instanceof ApiProblem) || !ofOneItem.has(failure.status))
          return { accepted, refused, failure }
        refused.push(
          failure.status === 412
            ? { item, code: 'ItemChangedSince' }
            : { item, code: failure.code, message: failure.message },
        )
      }
    }
    return { accepted, refused }
  }

  /** Reads items again, such as one that was refused. @throws ApiProblem, NetworkProblem */
  const reload = async (item: string): Promise<void> => {
    show([await dataOf(api.GET('/projects/{project}/items/{item}', { params: { path: { project, item } } }))])
  }

  return { review, relabel, reload }
}
