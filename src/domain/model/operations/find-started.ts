import { operationId, type OperationId } from '../../core/ids.ts'
import { idFrom, type RequestSeed } from '../../core/request-seed.ts'
import type { Deps } from '../../ports/deps.ts'
import type { Workflows } from '../../ports/workflows.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'
import { startOperation } from './start-operation.ts'

/**
 * Finds the operation that an earlier run of the same request wrote. Its orchestration is started again, in case the process
 * ended before it started it.
 * @returns The id of the operation that the request starts, undefined without a seed; and the operation if it exists.
 */
export const findStarted = async (
  deps: Pick<Deps, 'store' | 'now'>,
  workflows: Workflows,
  { uid }: ProjectDocument,
  seed: RequestSeed | undefined,
): Promise<{
  readonly operation?: OperationId
  readonly started?: OperationDocument
}> => {
  if (seed === undefined) return {}
  const operation = operationId.parse(idFrom(seed, 'operation', uid))
  // An earlier run may have ended a moment ago, in another process.
  if (deps.store.canLag) await deps.store.fence('workspace', operationPartition)
  const known = await operations.read(deps.store, operationPartition, operation)
  return known ? { operation, started: await startOperation(deps, workflows, known.document) } : { operation }
}
