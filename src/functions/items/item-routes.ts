import type { Deps } from '../../domain/ports/deps.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { getItem } from '../../domain/items/get-item.ts'
import { listItems } from '../../domain/items/list-items.ts'
import { openItemContent } from '../../domain/items/get-item-content.ts'
import type { UrlSigner } from '../../domain/ports/secrets.ts'
import type { Route } from '../http/route.ts'
import { getItemContentRoute } from './get-item-content.ts'
import { getItemRoute } from './get-item.ts'
import { listItemsRoute } from './list-items.ts'

export const itemRoutes = (
  deps: Pick<Deps, 'store' | 'blobs' | 'now'> & {
    readonly signer: UrlSigner
    readonly contentUrls: ContentUrls
  },
): readonly Route[] => [
  listItemsRoute(listItems(deps), deps.contentUrls),
  getItemRoute(getItem(deps), deps.contentUrls),
  getItemContentRoute(openItemContent(deps)),
]
