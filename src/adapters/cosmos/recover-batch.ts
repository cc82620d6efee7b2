import type { BatchOperation, BatchResult } from '../../domain/ports/store.ts'
import { idOf } from './batch-plan.ts'
import type { BatchPlan } from './batch-plan.ts'
import type { FoundDocument } from './wire.ts'

/** The state of a batch with a lost response, as its documents show it. */
export type BatchState = 'written' | 'notWritten' | 'unknown'

/** Seconds. A document with a shorter lifetime can be created by the batch and expired already. */
const minVerifiableTtl = 120

/** An ETag of no document, for a document that was overwritten later: the caller must read it again. */
const overwritten = 'overwritten'

const byId = (operations: readonly BatchOperation[]): readonly (readonly BatchOperation[])[] => [
  ...Map.groupBy(operations, idOf).values(),
]

/** True if an existing document still has the ETag from before the batch. */
const isUntouched = ([first]: readonly BatchOperation[], found: FoundDocument | undefined): boolean =>
  (first?.type === 'replace' || first?.type === 'delete') && found?.etag === first.ifMatch

/** True if the batch creates a document. The same batch cannot delete it: a delete needs the ETag. */
const createsDocument = ([first]: readonly BatchOperation[]): boolean =>
  first?.type === 'create' && (first.document.ttl ?? minVerifiableTtl) >= minVerifiableTtl

/**
 * The state of a batch by its documents. A batch is atomic, so one document is proof: with the marker of the batch it is
 * written, with the old ETag or without a created document it is not written. Only operations with a condition prove that;
 * the conditions also prevent a second write if the first attempt is still in flight. Increments alone prove nothing.
 */
export const findBatchState = (
  { operations, marker }: BatchPlan,
  found: ReadonlyMap<string, FoundDocument>,
): BatchState => {
  if ([...found.values()].some((one) => one.marker === marker)) return 'written'
  const groups = byId(operations)
  const foundFor = ([first]: readonly BatchOperation[]) => first && found.get(idOf(first))
  if (groups.some((group) => isUntouched(group, foundFor(group)))) return 'notWritten'
  const created = groups.filter(createsDocument)
  return created.length > 0 && created.every((group) => foundFor(group) === undefined)
    ? 'notWritten'
    : 'unknown'
}

/** The result of a written batch with a lost response, from its documents. */
export const recoverResult = (
  { operations, marker }: BatchPlan,
  found: ReadonlyMap<string, FoundDocument>,
): BatchResult => ({
  ok: true,
  etags: operations.map((operation) => {
    if (operation.type === 'delete') return ''
    const one = found.get(idOf(operation))
    return one?.marker === marker ? one.etag : overwritten
  }),
})
