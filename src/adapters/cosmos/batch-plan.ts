import type { OperationInput, PatchOperation } from '@azure/cosmos'
import { incrementsPerOperation } from '../../domain/ports/store.ts'
import type { BatchOperation } from '../../domain/ports/store.ts'
import { checkBytes } from '../store/batch-checks.ts'
import { markerField, toWire } from './wire.ts'
import { toWireEtag } from './etag.ts'

/** A batch in the format of the service. */
export interface BatchPlan {
  readonly operations: readonly BatchOperation[]
  /** Identifies this batch in the written documents. */
  readonly marker: string
  readonly inputs: readonly OperationInput[]
  /** The operation index of each input. */
  readonly owners: readonly number[]
}

export const idOf = (operation: BatchOperation): string =>
  'document' in operation ? operation.document.id : operation.id

/** The types of the SDK omit the condition of a delete, but the SDK sends it. */
const deletion = (id: string, etag: string): OperationInput => {
  const operation = { operationType: 'Delete' as const, id, ifMatch: toWireEtag(etag) }
  return operation
}

const pointer = (path: string): string =>
  `/${path
    .split('.')
    .map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('/')}`

const patches = (by: Readonly<Record<string, number>>, marker: string | undefined): PatchOperation[][] => {
  const increments = Object.entries(by).map(([path, value]): PatchOperation => {
    return { op: 'incr', path: pointer(path), value }
  })
  const chunks: PatchOperation[][] = []
  for (let from = 0; from < increments.length; from += incrementsPerOperation)
    chunks.push(increments.slice(from, from + incrementsPerOperation))
  const last = chunks.at(-1)
  if (marker !== undefined && last && last.length < incrementsPerOperation)
    last.push({ op: 'set', path: `/${markerField}`, value: marker })
  return chunks
}

/** The filter predicate of a patch. @throws Error for a name that would need quoting */
const predicate = ({ field, value }: { readonly field: string; readonly value: number }): string => {
  if (!/^[A-Za-z]\w*$/.test(field)) throw new Error(`A condition needs a plain field name, not ${field}`)
  const equal = `c.${field} = ${value}`
  return `from c where ${value === 0 ? `(NOT IS_DEFINED(c.${field}) OR ${equal})` : equal}`
}

const bodyOf = (operation: BatchOperation): string =>
  'document' in operation ? JSON.stringify(operation.document) : ''

/**
 * Converts a batch to service operations. Every document that is written whole contains the marker. Increments set the
 * marker only in batches without such documents, because a later increment of the same counters overwrites it.
 * @throws Error if the documents are too large for one batch
 */
export const planBatch = (
  partition: string,
  operations: readonly BatchOperation[],
  marker: string,
): BatchPlan => {
  const bodies = operations.map(bodyOf)
  checkBytes(partition, operations, bodies)
  const patchMarker = bodies.some((body) => body !== '') ? undefined : marker
  const inputsOf = (operation: BatchOperation, body: string): readonly OperationInput[] => {
    switch (operation.type) {
      case 'create':
        return [
          { operationType: 'Create', resourceBody: toWire(operation.document, body, partition, marker) },
        ]
      case 'replace':
        return [
          {
            operationType: 'Replace',
            id: operation.document.id,
            ifMatch: toWireEtag(operation.ifMatch),
            resourceBody: toWire(operation.document, body, partition, marker),
          },
        ]
      case 'delete':
        return [deletion(operation.id, operation.ifMatch)]
      case 'increment':
        // The condition of the first chunk is enough: the batch is atomic.
        return patches(operation.by, patchMarker).map((chunk, index) => ({
          operationType: 'Patch',
          id: operation.id,
          resourceBody: {
            operations: chunk,
            ...(index === 0 && operation.ifEquals ? { condition: predicate(operation.ifEquals) } : {}),
          },
        }))
    }
  }
  const planned = operations.flatMap((operation, owner) =>
    inputsOf(operation, bodies[owner] ?? '').map((input) => ({ input, owner })),
  )
  return {
    operations,
    marker,
    inputs: planned.map(({ input }) => input),
    owners: planned.map(({ owner }) => owner),
  }
}
