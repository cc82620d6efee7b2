import type { Deps } from '../../domain/ports/deps.ts'
import type { ContentUrls } from '../../domain/model/items/content-urls.ts'
import { acceptSkips } from '../../domain/review/accept-skips.ts'
import { approveItems } from '../../domain/review/approve-items.ts'
import { labelItem } from '../../domain/review/label-item.ts'
import { rejectItems } from '../../domain/review/reject-items.ts'
import type { Route } from '../http/route.ts'
import { acceptSkipsRoute } from './accept-skips.ts'
import { approveItemsRoute } from './approve-items.ts'
import { labelItemRoute } from './label-item.ts'
import { rejectItemsRoute } from './reject-items.ts'

export const reviewRoutes = (
  deps: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly contentUrls: ContentUrls },
): readonly Route[] => [
  rejectItemsRoute(rejectItems(deps)),
  approveItemsRoute(approveItems(deps)),
  acceptSkipsRoute(acceptSkips(deps)),
  labelItemRoute(labelItem(deps), deps.contentUrls),
]
