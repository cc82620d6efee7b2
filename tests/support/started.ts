import type { OperationDocument } from '../../src/domain/model/operations/operation.ts'

/** The operation of a deletion that had something to delete. */
export const started = async (
  deletion: Promise<OperationDocument | undefined>,
): Promise<OperationDocument> => {
  const operation = await deletion
  if (!operation) throw new Error('There was nothing to delete')
  return operation
}
