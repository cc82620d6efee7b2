import type { OperationInput, PatchOperation } from '@azure/cosmos'
import { incrementsPerOperation } from '../../domain/ports/store.ts'
import type { BatchOperation } from '../../domain/ports/store.ts'
import { checkBytes } from '../store/batch-checks.ts'
import { markerField, toWire } from './wire.ts'

/** A batch as the service gets it. */
export interface BatchPlan {
  readonly operations: readonly BatchOperation[]
  readonly marker: string
  readonly inputs: readonly OperationInput[]
  /** For each input, the operation that it belongs to. */
  readonly owners: readonly number[]
}

export const idOf = (operation: BatchOperation): string =>
  'document' in operation ? operation.document.id : operation.id

/** The service takes these two for "whatever is there"; as an etag they match nothing. */
const condition = (etag: string): string => (etag === '' || etag === '*' ? '"none"' : etag)

/** The SDK's types leave out the condition of a delete; what it sends has it. */
const deletion = (id: string, etag: string): OperationInput => {
  const operation = { operationType: 'Delete' as const, id, ifMatch: condition(etag) }
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

const bodyOf = (operation: BatchOperation): string =>
  'document' in operation ? JSON.stringify(operation.document) : ''

/**
 * The marker goes into every document that is written whole. Increments carry it only where nothing else can: others
 * increment the same counters a moment later and would wipe it out.
 * @throws Error if the documents are too much for one batch
 */
export const planBatch = (
  partition: string,
  operations: readonly BatchOperation[],
  marker: string,
): BatchPlan => {
  const bodies = operations.map(bodyOf)
  checkBytes(bodies)
  const carried = bodies.some((body) => body !== '') ? undefined : marker
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
            ifMatch: condition(operation.ifMatch),
            resourceBody: toWire(operation.document, body, partition, marker),
          },
        ]
      case 'delete':
        return [deletion(operation.id, operation.ifMatch)]
      case 'increment':
        return patches(operation.by, carried).map((some) => ({
          operationType: 'Patch',
          id: operation.id,
          resourceBody: { operations: some },
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
