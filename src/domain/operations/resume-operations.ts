import { createHash } from 'node:crypto'
import { isDomainError } from '../core/errors.ts'
import { forEachBounded } from '../core/for-each-bounded.ts'
import { isWithin, type Millis } from '../core/time.ts'
import { changeDocument } from '../model/documents/change-document.ts'
import { isOwn } from '../model/operations/is-own.ts'
import { operationPartition, operations, type OperationDocument } from '../model/operations/operation.ts'
import type { Workflows } from '../ports/workflows.ts'
import { listOpenOperations } from './list-open-operations.ts'
import { watchInstance, type WatchDeps } from './watch-instance.ts'

export interface ResumeDeps extends WatchDeps {
  /** The age at which an open operation is resumed. Until then its own request may start it. */
  readonly resumeAfter: Millis
}

export interface ResumeReport {
  /** Of this site, and old enough. */
  readonly open: number
  /** Those whose instance could not be found, started or ended. */
  readonly failed: number
  /** Those that this run had no time for. */
  readonly left: number
  /** Those whose instance was ended because it made no progress. */
  readonly ended: readonly string[]
  /** The names of other sites with open operations. */
  readonly foreign: readonly string[]
}

/** The run looks at no further operation after this time: it must be over before the next run. */
const runTime: Millis = 30_000
const maxParallel = 8

/** An order of its own for each run, so that operations that take long keep none of the others from their turn for ever. */
const shuffle = (found: readonly OperationDocument[], run: Millis): readonly OperationDocument[] => {
  const placeOf = ({ id }: OperationDocument): string =>
    createHash('sha256').update(`${run} ${id}`).digest('hex')
  return found
    .map((operation) => ({ operation, place: placeOf(operation) }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ operation }) => operation)
}

/** Makes the site the owner of an operation that it adopts, or that names none. */
const takeOver = async (
  { store }: ResumeDeps,
  { site }: Workflows,
  operation: OperationDocument,
): Promise<OperationDocument | undefined> =>
  operation.site === site.name
    ? operation
    : changeDocument(store, operations, operationPartition, operation.id, (present) =>
        present.open && isOwn(present, site) ? { ...present, site: site.name } : undefined,
      )

/** Its instance may have ended it since the list was read, and an ended operation must not run again. */
const start = async (
  { store }: ResumeDeps,
  workflows: Workflows,
  { id }: OperationDocument,
): Promise<void> => {
  if (store.canLag) await store.fence(operations.container, operationPartition)
  const present = (await operations.read(store, operationPartition, id))?.document
  if (present?.open) await workflows.start(present)
}

/** @returns True if the instance was ended. */
const resume = async (deps: ResumeDeps, workflows: Workflows, found: OperationDocument): Promise<boolean> => {
  const operation = await takeOver(deps, workflows, found)
  if (!operation?.open) return false
  const { state, turn } = await workflows.find(operation)
  if (state === 'Absent') await start(deps, workflows, operation)
  return state === 'Running' && (await watchInstance(deps, workflows, operation, turn))
}

const isDue = ({ now, resumeAfter }: ResumeDeps, { startedAt }: OperationDocument): boolean =>
  !isWithin(now(), startedAt, resumeAfter)

/**
 * Starts the orchestrations of all open operations of this site that have no running instance, in case a process crashed
 * between writing the intent and starting it, or an instance ended without its work. Ends instances that make no progress.
 * An operation that fails keeps none of the others from being resumed.
 * @throws The first unexpected error, after the run.
 */
export const resumeOperations = async (deps: ResumeDeps, workflows: Workflows): Promise<ResumeReport> => {
  const until = deps.now() + runTime
  const all: OperationDocument[] = []
  for await (const found of listOpenOperations(deps.store)) all.push(...found)
  const own = all.filter((operation) => isOwn(operation, workflows.site))
  const due = shuffle(
    own.filter((operation) => isDue(deps, operation)),
    deps.now(),
  )
  const ended: string[] = []
  const unexpected: unknown[] = []
  let failed = 0
  let left = 0
  await forEachBounded(due, maxParallel, async (operation) => {
    if (deps.now() >= until) {
      left += 1
      return
    }
    try {
      if (await resume(deps, workflows, operation)) ended.push(operation.id)
    } catch (error) {
      failed += 1
      if (!isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')) unexpected.push(error)
    }
  })
  if (unexpected.length > 0) throw unexpected[0]
  const foreign = all.flatMap(({ site }) => (site === undefined ? [] : [site]))
  return {
    open: due.length,
    failed,
    left,
    ended,
    foreign: [...new Set(foreign)].filter((site) => !isOwn({ site }, workflows.site)),
  }
}
