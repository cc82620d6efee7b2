import type { Store } from '../../ports/store.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

/** The operation if it has succeeded: then its last step was done before, and is being repeated. */
export const succeededWork = async (store: Store, id: string): Promise<OperationDocument | undefined> => {
  const operation = (await operations.read(store, operationPartition, id))?.document
  return operation?.status === 'Succeeded' ? operation : undefined
}
