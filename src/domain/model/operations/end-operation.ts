import type { Deps } from '../../ports/deps.ts'
import { changeDocument } from '../documents/change-document.ts'
import { operationPartition, operationRetention, operations, type OperationDocument } from './operation.ts'

export type OperationOutcome =
  | { readonly status: 'Succeeded'; readonly done?: number | undefined }
  | { readonly status: 'Canceled' }
  | { readonly status: 'Failed'; readonly error: { readonly code: string; readonly message: string } }

/**
 * Ends an operation. One that has ended stays as it is.
 * @returns The operation afterwards; undefined if it does not exist.
 */
export const endOperation = (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  id: string,
  outcome: OperationOutcome,
): Promise<OperationDocument | undefined> =>
  changeDocument(store, operations, operationPartition, id, (operation) => {
    if (!operation.open) return undefined
    const { open: _open, watch: _watch, ...rest } = operation
    const done = outcome.status === 'Succeeded' ? (outcome.done ?? operation.done) : operation.done
    return {
      ...rest,
      status: outcome.status,
      endedAt: now(),
      ttl: operationRetention,
      done,
      ...(outcome.status === 'Succeeded' ? { total: done } : {}),
      ...(outcome.status === 'Failed' ? { error: { ...outcome.error } } : {}),
    }
  })
