import type { Deps } from '../../ports/deps.ts'
import { changeDocument } from '../documents/change-document.ts'
import type { FileChanges } from '../files/file-changes.ts'
import type { FileTally } from '../files/file-report.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

export interface OperationProgress {
  readonly done: number
  readonly total?: number | undefined
  /** Of an import or a refresh. */
  readonly fileWork?:
    | {
        readonly changes: FileChanges
        readonly files: FileTally
        readonly filesListed?: true | undefined
      }
    | undefined
}

type FileOperation = Extract<OperationDocument, { work: 'import' | 'refresh' }>

const isFileOperation = (operation: OperationDocument): operation is FileOperation =>
  operation.work === 'import' || operation.work === 'refresh'

const withFileWork = (
  operation: OperationDocument,
  fileWork: OperationProgress['fileWork'],
): OperationDocument => {
  if (!fileWork || !isFileOperation(operation)) return operation
  const { filesListed: _, ...rest } = operation
  const { filesListed, ...found } = fileWork
  return { ...rest, ...found, ...(filesListed ? { filesListed } : {}) }
}

/**
 * Records the progress of an operation. `done` never decreases, and an operation that has ended stays as it is.
 * @returns The operation afterwards; undefined if it does not exist.
 */
export const progressOperation = (
  { store }: Pick<Deps, 'store'>,
  id: string,
  { done, total, fileWork }: OperationProgress,
): Promise<OperationDocument | undefined> =>
  changeDocument(store, operations, operationPartition, id, (operation) => {
    const known = Math.max(operation.done, done)
    const expected = total ?? operation.total
    const after: OperationDocument = {
      ...withFileWork(operation, fileWork),
      status: 'Running',
      done: known,
      ...(expected === undefined ? {} : { total: expected }),
    }
    return operation.open && JSON.stringify(after) !== JSON.stringify(operation) ? after : undefined
  })
