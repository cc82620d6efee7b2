import type { Millis } from '../core/time.ts'
import { isDomainError } from '../core/errors.ts'
import { isOwn } from '../model/operations/is-own.ts'
import type { OperationDocument } from '../model/operations/operation.ts'
import type { Deps } from '../ports/deps.ts'
import type { Telemetry } from '../ports/telemetry.ts'
import type { Workflows } from '../ports/workflows.ts'
import { listOpenOperations } from './list-open-operations.ts'

/** `Foreign`: another site runs it. `Suspended`: an operator holds it. Neither ends without a person, so no alert waits for it. */
type Holder = 'Own' | 'Foreign' | 'Suspended'

/** The most instances that are looked at. An operation beyond them counts as not suspended. */
const maxLooks = 20

/** An instance that cannot be found now counts as not suspended. */
const isSuspended = async (workflows: Workflows, operation: OperationDocument): Promise<boolean> => {
  try {
    return (await workflows.find(operation)).state === 'Held'
  } catch (error) {
    if (isDomainError(error, 'ServiceUnavailable')) return false
    throw error
  }
}

/** The oldest open operation of each holder. None is looked for beyond the oldest one that this site is to end. */
const findOldest = async (
  { store }: Pick<Deps, 'store'>,
  workflows: Workflows,
): Promise<ReadonlyMap<Holder, OperationDocument>> => {
  const oldest = new Map<Holder, OperationDocument>()
  let looks = 0
  const holderOf = async (operation: OperationDocument): Promise<Holder> => {
    if (!isOwn(operation, workflows.site)) return 'Foreign'
    return looks++ < maxLooks && (await isSuspended(workflows, operation)) ? 'Suspended' : 'Own'
  }
  for await (const found of listOpenOperations(store))
    for (const operation of found) {
      const holder = await holderOf(operation)
      if (!oldest.has(holder)) oldest.set(holder, operation)
      if (holder === 'Own') return oldest
    }
  return oldest
}

/** Records the age of the oldest open operation that this site is to end, and that of others which wait for a person. */
export const measureOperations = async (
  { store, now, telemetry }: Pick<Deps, 'store' | 'now'> & { readonly telemetry: Telemetry },
  workflows: Workflows,
): Promise<void> => {
  const record = (age: Millis, attributes: Readonly<Record<string, string>>): void =>
    telemetry.record('etiquette.operations.oldest_open_age', age / 1000, attributes)
  const oldest = await findOldest({ store }, workflows)
  for (const [holder, { work, project, startedAt }] of oldest)
    record(Math.max(0, now() - startedAt), { holder, work, project })
  if (!oldest.has('Own')) record(0, { holder: 'Own' })
}
