import { openWork } from '../model/operations/open-work.ts'
import { progressOperation } from '../model/operations/progress-operation.ts'
import type { Deps } from '../ports/deps.ts'

/** The first step of a removal. @returns Whether the items were counted before, by an orchestration that ended. @throws WorkStopped */
export const beginRemoval =
  (deps: Pick<Deps, 'store'>) =>
  async (id: string): Promise<boolean> => {
    const { operation } = await openWork(deps.store, id, 'removeItems')
    await progressOperation(deps, id, { done: 0 })
    return operation.counted === true
  }
