/**
 * Task ids. The SDK numbers its tasks itself and returns its actions without ids, so the host must count alike: an id
 * is taken when a failed attempt of a retried task needs its timer, when that timer starts the next attempt, and for
 * every new action in the order in which the orchestrator yields them. No clock, no I/O.
 */
import type { ActivityTask, Asked, Task } from './actions.ts'
import type { RetryOptions } from './protocol.ts'

/** Work that the host must now do under a task id. */
export type Created =
  | { readonly kind: 'activity'; readonly id: number; readonly call: ActivityTask }
  | { readonly kind: 'timer'; readonly id: number; readonly fireAt: number }
  /** The pause before the next attempt; 0 after the last one, whose timer the SDK still waits for. */
  | { readonly kind: 'retryTimer'; readonly id: number; readonly delayMs: number }

export interface Numbering {
  /** The id that the next task takes. */
  readonly next: () => number
  /** No task is open. Azure carries out what ends an execution only then. */
  readonly isIdle: () => boolean
  /**
   * Takes the end of a task into account. Returns the work that follows at once (a retry's timer or next attempt), or
   * undefined if the task is not open, so that the event must be dropped.
   */
  readonly settle: (id: number, failed: boolean) => readonly Created[] | undefined
  /** Gives a new action of the orchestrator its id. */
  readonly open: (task: Task) => Created
  /**
   * Compares all actions of the execution with those of earlier turns and opens the new ones. To be called after
   * `settle` for the turn's events: as nothing may follow a failed `Task.all`, no new action comes before their ids.
   * @throws NonDeterministicError, AfterFailureError
   */
  readonly schedule: (asked: readonly Asked[]) => readonly Created[]
}

/** The SDK continues at the first failure of a `Task.all`, and numbers what follows otherwise than the extension. */
export class AfterFailureError extends Error {
  override readonly name = 'AfterFailureError'

  constructor() {
    super(
      'It asked for a task after a failed Task.all, which Azure numbers otherwise than the SDK (durable-js #477), so that instances hang or get results of other tasks there: after a failure return, throw or continueAsNew only.',
    )
  }
}

/** The orchestrator asked for something else than in an earlier turn. */
export class NonDeterministicError extends Error {
  override readonly name = 'NonDeterministicError'

  constructor(index: number, before: string, now: string) {
    super(
      `Non-Deterministic workflow detected: action ${index} was ${before} and is ${now} now: give a changed orchestrator a new name.`,
    )
  }
}

/** An action of the orchestrator, whatever tasks it took so far. */
interface Leaf {
  readonly signature: string
  hasFailed: boolean
}

interface Open {
  readonly leaf: Leaf
  /** The retried activity that the task belongs to, if any. */
  readonly retried: (ActivityTask & { readonly retry: RetryOptions }) | undefined
  readonly attempt: number
  readonly isRetryTimer: boolean
}

const signatureOf = (task: Task): string => (task.kind === 'timer' ? 'CreateTimer' : `activity(${task.name})`)

const retriedOf = (task: Task): Open['retried'] =>
  task.kind === 'activity' && task.retry !== undefined ? { ...task, retry: task.retry } : undefined

const retryDelay = (retry: RetryOptions, attempt: number): number =>
  Math.min(
    retry.firstRetryIntervalInMilliseconds * (retry.backoffCoefficient ?? 1) ** (attempt - 1),
    retry.maxRetryIntervalInMilliseconds ?? Number.MAX_SAFE_INTEGER,
  )

export const createNumbering = (): Numbering => {
  let next = 0
  /** Every action so far, in the orchestrator's order. */
  const leaves: Leaf[] = []
  const tasks = new Map<number, Open>()

  const add = (task: Open): number => {
    const id = next
    next += 1
    tasks.set(id, task)
    return id
  }

  const settle = (id: number, failed: boolean): readonly Created[] | undefined => {
    const task = tasks.get(id)
    if (task === undefined) return undefined
    tasks.delete(id)
    const { leaf, retried, attempt, isRetryTimer } = task
    if (retried === undefined) leaf.hasFailed = failed
    if (retried === undefined || (!failed && !isRetryTimer)) return []
    const isLast = attempt >= retried.retry.maxNumberOfAttempts
    if (isRetryTimer && isLast) {
      leaf.hasFailed = true
      return []
    }
    if (isRetryTimer) {
      const id = add({ leaf, retried, attempt: attempt + 1, isRetryTimer: false })
      return [{ kind: 'activity', id, call: retried }]
    }
    const delayMs = isLast ? 0 : retryDelay(retried.retry, attempt)
    return [{ kind: 'retryTimer', id: add({ leaf, retried, attempt, isRetryTimer: true }), delayMs }]
  }

  const open = (task: Task): Created => {
    const leaf = { signature: signatureOf(task), hasFailed: false }
    leaves.push(leaf)
    const id = add({ leaf, retried: retriedOf(task), attempt: 1, isRetryTimer: false })
    return task.kind === 'timer'
      ? { kind: 'timer', id, fireAt: task.fireAt }
      : { kind: 'activity', id, call: task }
  }

  const compare = (tasks: readonly Task[]): void => {
    for (const [index, { signature }] of leaves.entries()) {
      const task = tasks[index]
      const now = task === undefined ? 'missing' : signatureOf(task)
      if (now !== signature) throw new NonDeterministicError(index, signature, now)
    }
  }

  const schedule = (asked: readonly Asked[]): readonly Created[] => {
    compare(asked.flatMap(({ tasks }) => tasks))
    const known = leaves.length
    const created: Created[] = []
    let index = 0
    let isAfterFailure = false
    for (const { isAll, tasks } of asked) {
      const end = index + tasks.length
      if (end > known && isAfterFailure) throw new AfterFailureError()
      created.push(...tasks.slice(Math.max(0, known - index)).map(open))
      isAfterFailure ||= isAll && leaves.slice(index, end).some(({ hasFailed }) => hasFailed)
      index = end
    }
    return created
  }

  return { next: () => next, isIdle: () => tasks.size === 0, settle, open, schedule }
}
