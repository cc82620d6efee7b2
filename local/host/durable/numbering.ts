/**
 * Task ids. The SDK numbers its tasks itself and returns its actions without ids, so the host must count alike: an id
 * is taken when a failed attempt of a retried task needs its timer, when that timer starts the next attempt, and for
 * every new action in the order in which the orchestrator yields them. No clock, no I/O.
 */
import type { ActivityTask, Task } from './actions.ts'
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
  /**
   * While a retried task is open, its ids and those of new actions can interleave in a turn in a way that the host
   * cannot see, so only one event may be delivered per turn.
   */
  readonly needsSingleEvents: () => boolean
  /**
   * Takes the end of a task into account. Returns the work that follows at once (a retry's timer or next attempt), or
   * undefined if the task is not open, so that the event must be dropped.
   */
  readonly settle: (id: number, failed: boolean) => readonly Created[] | undefined
  /** Gives a new action of the orchestrator its id. */
  readonly open: (task: Task) => Created
  /**
   * Compares all actions of the execution with those of earlier turns and opens the new ones. To be called after
   * `settle` for the turn's events. @throws NonDeterministicError
   */
  readonly schedule: (tasks: readonly Task[]) => readonly Created[]
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

interface Open {
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
  /** How many open tasks may take further ids by themselves. */
  let retryable = 0
  /** Every action so far, in the orchestrator's order. */
  const signatures: string[] = []
  const tasks = new Map<number, Open>()

  const add = (task: Open): number => {
    const id = next
    next += 1
    tasks.set(id, task)
    if (task.retried) retryable += 1
    return id
  }

  const settle = (id: number, failed: boolean): readonly Created[] | undefined => {
    const task = tasks.get(id)
    if (task === undefined) return undefined
    tasks.delete(id)
    const { retried, attempt, isRetryTimer } = task
    if (retried === undefined) return []
    retryable -= 1
    const isLast = attempt >= retried.retry.maxNumberOfAttempts
    if (isRetryTimer) {
      if (isLast) return []
      return [
        { kind: 'activity', id: add({ retried, attempt: attempt + 1, isRetryTimer: false }), call: retried },
      ]
    }
    if (!failed) return []
    const delayMs = isLast ? 0 : retryDelay(retried.retry, attempt)
    return [{ kind: 'retryTimer', id: add({ retried, attempt, isRetryTimer: true }), delayMs }]
  }

  const open = (task: Task): Created => {
    signatures.push(signatureOf(task))
    const id = add({ retried: retriedOf(task), attempt: 1, isRetryTimer: false })
    return task.kind === 'timer'
      ? { kind: 'timer', id, fireAt: task.fireAt }
      : { kind: 'activity', id, call: task }
  }

  const schedule = (asked: readonly Task[]): readonly Created[] => {
    for (const [index, before] of signatures.entries()) {
      const task = asked[index]
      const now = task === undefined ? 'missing' : signatureOf(task)
      if (now !== before) throw new NonDeterministicError(index, before, now)
    }
    return asked.slice(signatures.length).map(open)
  }

  return { next: () => next, needsSingleEvents: () => retryable > 0, settle, open, schedule }
}
