import type { Deps } from '../ports/deps.ts'
import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { RefreshPass } from './refresh-files.ts'
import { changeRefresh } from '../model/refresh/refresh.ts'

/**
 * Tolerance in milliseconds for the difference between the clocks of storage and service, and for listings behind
 * writes.
 */
const clockSlack = 5 * 60 * 1000

/**
 * The first step of a refresh: fixes its range. The pass covers files that changed since the last completed pass, or all
 * files if it is full or no pass was completed.
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
