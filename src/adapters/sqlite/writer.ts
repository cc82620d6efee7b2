import { randomBytes } from 'node:crypto'
import type { BatchResult, ContainerName } from '../../domain/ports/store.ts'
import { createContainerWriter } from './container-writer.ts'
import type { Prepared } from './container-writer.ts'
import type { Statements } from './statements.ts'

/** Etags of this process: its own random beginning, then a count, so that none comes twice. */
const etagSource = (): (() => string) => {
  const beginning = randomBytes(6).toString('base64url')
  let count = 0
  return () => {
    count += 1
    return `${beginning}.${count.toString(36)}`
  }
}

export type Write = (
  container: ContainerName,
  partition: string,
  operations: readonly Prepared[],
  now: number,
) => BatchResult

/** Does the operations of a batch one after the other; the caller undoes them if one cannot be done. */
export const createWriter = (statements: Statements): Write => {
  const nextEtag = etagSource()
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
