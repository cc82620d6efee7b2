import type { BatchOperation, BatchResult } from '../../domain/ports/store.ts'
import { idOf } from './batch-plan.ts'
import type { BatchPlan } from './batch-plan.ts'
import type { Found } from './wire.ts'

/** What the documents say of a batch whose answer was lost. */
export type Verdict = 'happened' | 'not yet' | 'unknown'

/** Seconds. What lives shorter may have been made by the batch and be gone again. */
const shortLife = 120

/** An etag that no document has: one was written over since, so whoever uses it has to read again. */
const overwritten = '"overwritten"'

const byId = (operations: readonly BatchOperation[]): readonly (readonly BatchOperation[])[] => [
  ...Map.groupBy(operations, idOf).values(),
]

/** A document that was there before the batch, with the very etag that the batch would have changed. */
const isUntouched = ([first]: readonly BatchOperation[], found: Found | undefined): boolean =>
  (first?.type === 'replace' || first?.type === 'delete') && found?.etag === first.ifMatch

/** The batch cannot take away again what it makes: a delete would have to know the etag. */
const makesNew = ([first]: readonly BatchOperation[]): boolean =>
  first?.type === 'create' && (first.document.ttl ?? shortLife) >= shortLife

/**
 * A batch is done whole or not at all, so one document is proof: with its marker, or as it was before. New documents that
 * are not there prove it too. All that proves that it was not done yet are operations with a condition, and those also
 * keep it from being done twice if the first try is still on its way; increments alone prove nothing.
 */
export const verdictOf = ({ operations, marker }: BatchPlan, found: ReadonlyMap<string, Found>): Verdict => {
  if ([...found.values()].some((one) => one.marker === marker)) return 'happened'
  const groups = byId(operations)
  const foundFor = ([first]: readonly BatchOperation[]) => first && found.get(idOf(first))
  if (groups.some((group) => isUntouched(group, foundFor(group)))) return 'not yet'
  const made = groups.filter(makesNew)
  return made.length > 0 && made.every((group) => foundFor(group) === undefined) ? 'not yet' : 'unknown'
}

/** The answer that was lost. */
export const lostResult = (
  { operations, marker }: BatchPlan,
  found: ReadonlyMap<string, Found>,
): BatchResult => ({
  ok: true,
  etags: operations.map((operation) => {
    if (operation.type === 'delete') return ''
    const one = found.get(idOf(operation))
    return one?.marker === marker ? one.etag : overwritten
  }),
})
