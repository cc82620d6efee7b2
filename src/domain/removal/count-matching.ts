import { DomainError } from '../core/errors.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { openWork } from '../model/operations/open-work.ts'
import { operationPartition, operations } from '../model/operations/operation.ts'
import type { Deps } from '../ports/deps.ts'
import { stepTime } from '../model/operations/step-time.ts'
import { findMatching, type RemovalPosition } from './find-matching.ts'

/**
 * One step of a removal: counts the items that it will change, and after the last segment compares their number with the expected
 * one. Nothing has changed by then.
 * @returns The position for the next step; undefined after the last segment.
 * @throws WorkStopped; DomainError `PreconditionFailed` with the real number, `ServiceUnavailable`
 */
export const countMatching =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (id: string, from: RemovalPosition): Promise<RemovalPosition | undefined> => {
    const until = deps.now() + stepTime
    const work = await openWork(deps.store, id, 'removeItems')
    const { segments } = work.project.document
    let position = from
    while (position.segment < segments) {
      const { found, after } = await findMatching(deps.store, work, position)
      const count = position.count + found.length
      const { segment } = position
      position = after === undefined ? { segment: segment + 1, count } : { segment, after, count }
      if (deps.now() >= until) return position
    }
    const { expectedCount } = work.operation
    if (position.count !== expectedCount)
      throw new DomainError(
        'PreconditionFailed',
        `The filter matches ${position.count} items, not ${expectedCount}; nothing was changed. List the items, and repeat the request with the number that you expect`,
        { target: 'expectedCount' },
      )
    await changeDocument(deps.store, operations, operationPartition, id, (operation) =>
      operation.open && operation.work === 'removeItems' && !operation.counted
        ? { ...operation, counted: true }
        : undefined,
    )
    return undefined
  }
