import { changeDocument } from '../model/documents/change-document.ts'
import { endOperation } from '../model/operations/end-operation.ts'
import { openWork } from '../model/operations/open-work.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import type { Deps } from '../ports/deps.ts'
import type { Findings } from './sum-segments.ts'

/** The last step of a recount: writes the report to the operation and ends it. Idempotent. @throws WorkStopped */
export const finishRecount =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, { items, ...findings }: Findings): Promise<void> => {
    const { operation } = await openWork(deps.store, id, 'recount')
    const recount = { ...findings, repaired: operation.repair && findings.differenceCount > 0 }
    await changeDocument(deps.store, operations, operationPartition, id, (document) =>
      document.open && document.work === 'recount' ? { ...document, recount } : undefined,
    )
    await endOperation(deps, id, { status: 'Succeeded', done: items })
  }
