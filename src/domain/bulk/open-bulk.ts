import { openWork, type OpenWork } from '../model/operations/open-work.ts'
import type { Store } from '../ports/store.ts'

/** The kinds of work that change the items that meet a filter. */
export type BulkKind = 'removeItems' | 'reviewItems'
export type BulkWork = OpenWork<BulkKind>
export type BulkOperation = BulkWork['operation']

/** The first statement of each step. @throws WorkStopped */
export const openBulk = (store: Store, id: string): Promise<BulkWork> =>
  openWork(store, id, 'removeItems', 'reviewItems')
