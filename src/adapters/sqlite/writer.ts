import { randomBytes } from 'node:crypto'
import type { BatchResult, ContainerName } from '../../domain/ports/store.ts'
import { createContainerWriter } from './container-writer.ts'
import type { PreparedOperation } from './container-writer.ts'
import type { Statements } from './statements.ts'

/** Creates unique ETags: a random prefix of the process and a counter. */
const createEtagSource = (): (() => string) => {
  const prefix = randomBytes(6).toString('base64url')
  let count = 0
  return () => {
    count += 1
    return `${prefix}.${count.toString(36)}`
  }
}

export type Write = (
  container: ContainerName,
  partition: string,
  operations: readonly PreparedOperation[],
  now: number,
) => BatchResult

/** Executes the operations of a batch in order. If one fails, the caller rolls back the others. */
export const createWriter = (statements: Statements): Write => {
  const nextEtag = createEtagSource()
  const writers = {
    workspace: createContainerWriter(statements, 'workspace'),
    items: createContainerWriter(statements, 'items'),
  }
  return (container, partition, operations, now) => {
    const etags: string[] = []
    for (const [index, prepared] of operations.entries()) {
      const etag = nextEtag()
      const failed = writers[container](partition, prepared, etag, now)
      if (failed) return { ok: false, index, failure: failed.failure }
      etags.push(prepared.operation.type === 'delete' ? '' : etag)
    }
    return { ok: true, etags }
  }
}
