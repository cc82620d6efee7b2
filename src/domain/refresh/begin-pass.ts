import type { Deps } from '../ports/deps.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { RefreshPass } from './refresh-files.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

/** Storage's clock and ours may differ, and a listing may be a little behind the writes. */
const clockSlack = 5 * 60 * 1000

/**
 * Fixes what a refresh looks at: what changed since the last pass that came to the end; everything on a full pass, and
 * after an import that failed.
 * @throws WorkStopped
 */
export const beginPass =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string): Promise<RefreshPass> => {
    const { operation } = await openWork(deps.store, id, 'refresh')
    await progressOperation(deps, id, { done: 0 })
    const refresh = await changeRefresh(deps.store, operation.projectUid, (document) => {
      const { running } = document
      if (running?.operation !== operation.id || running.passStartedAt !== undefined) return undefined
      return { ...document, running: { ...running, passStartedAt: deps.now() } }
    })
    const last = refresh.lastPassStartedAt
    return {
      full: operation.full,
      ...(last === undefined || operation.full ? {} : { since: last - clockSlack }),
    }
  }
