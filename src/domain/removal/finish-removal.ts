import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import type { Deps } from '../ports/deps.ts'

/** The last step of a removal. @param count The number of items that it has changed. @throws WorkStopped */
export const finishRemoval =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, count: number): Promise<void> => {
    await openWork(deps.store, id, 'removeItems')
    await endOperation(deps, id, { status: 'Succeeded', done: count })
  }
