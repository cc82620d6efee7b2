import { dataOf, type Api, type Schemas } from '../api/client.ts'
import { inChunks } from '../core/in-chunks.ts'
import type { Outcome, Refused, Seen } from './send-review.ts'
import { isAsShown, unknownEtag } from './shown-item.ts'

type Item = Schemas['Item']

/** Items that are read at the same time. */
const atOnce = 6

interface Known extends Pick<Outcome, 'failure'> {
  readonly seen: readonly Seen[]
  readonly refused: readonly Refused[]
}

/**
 * The ETags of items as they are shown. Those that we have changed ourselves are read again first; one that another person
 * has changed since is refused as the service would.
 */
export const readEtags = async (api: Api, project: string, shown: readonly Item[]): Promise<Known> => {
  const seen: Seen[] = []
  const refused: Refused[] = []
  const read = async (item: Item): Promise<void> => {
    if (item.etag !== unknownEtag) {
      seen.push({ item: item.id, etag: item.etag })
      return
    }
    const now = await dataOf(
      api.GET('/projects/{project}/items/{item}', { params: { path: { project, item: item.id } } }),
    )
    if (isAsShown(item, now)) seen.push({ item: item.id, etag: now.etag })
    else refused.push({ item: item.id, code: 'ItemChangedSince' })
  }
  for (const chunk of inChunks(shown, atOnce)) {
    try {
      await Promise.all(chunk.map(read))
    } catch (failure) {
      return { seen: [], refused, failure }
    }
  }
  return { seen, refused }
}
