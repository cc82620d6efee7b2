/**
 * Task ids. The SDK numbers its tasks itself and returns its actions without ids, so the host must count alike: an id
 * is taken when a failed attempt of a retried task needs its timer, when that timer starts the next attempt, and for
 * every new action in the order the orchestrator yields them. Pure: no clock, no I/O.
 */
import type { Action } from './actions.ts'
import type { RetryOptions } from './protocol.ts'

/** Actions that take an id; waiting for an external event takes none. */
export type Task = Extract<Action, { kind: 'activity' | 'subOrchestration' | 'timer' }>
type Call = Extract<Task, { kind: 'activity' | 'subOrchestration' }>

/** Something the host must now do under a task id. */
export type Created =
  | { kind: 'call'; id: number; call: Call }
  | { kind: 'timer'; id: number; fireAt: number }
  /** The pause before the next attempt; 0 after the last one, whose timer the SDK still waits for. */
  | { kind: 'retryTimer'; id: number; delayMs: number }

type Open = { call?: Call; attempt: number; isRetryTimer: boolean }

export interface Numbering {
  next: number
  /** Every action so far in the orchestrator's order. */
  roots: { signature: string; id: number }[]
  open: Map<number, Open>
  /** How many open tasks may take further ids by themselves. */
  retryable: number
}

/** The orchestrator asked for something else than in an earlier turn. */
export class NonDeterministicError extends Error {
  override readonly name = 'NonDeterministicError'
}

export const createNumbering = (): Numbering => ({ next: 0, roots: [], open: new Map(), retryable: 0 })

/**
 * While a retried task is open, its ids and those of new actions can interleave in a turn in a way the host cannot
 * see, so only one event may be delivered per turn.
 */
export const needsSingleEvents = (numbering: Numbering): boolean => numbering.retryable > 0

const signatureOf = (task: Task): string =>
  task.kind === 'timer' ? 'CreateTimer' : `${task.kind}(${task.name})`

function open(numbering: Numbering, entry: Open): number {
  const id = numbering.next++
  numbering.open.set(id, entry)
  if (entry.call?.retry !== undefined) numbering.retryable += 1
  return id
}

function close(numbering: Numbering, id: number, entry: Open): void {
  numbering.open.delete(id)
  if (entry.call?.retry !== undefined) numbering.retryable -= 1
}

const retryDelay = (retry: RetryOptions, attempt: number): number =>
  Math.min(
    retry.firstRetryIntervalInMilliseconds * (retry.backoffCoefficient ?? 1) ** (attempt - 1),
    retry.maxRetryIntervalInMilliseconds ?? Number.MAX_SAFE_INTEGER,
  )

/**
 * Takes the end of a task into account. Answers what it creates at once (a retry's timer or next attempt), or nothing
 * if the task is not open, so that the event must be dropped. Mutates `numbering`.
 */
export function settle(numbering: Numbering, id: number, failed: boolean): Created[] | undefined {
  const entry = numbering.open.get(id)
  if (entry === undefined) return undefined
  close(numbering, id, entry)
  const { call, attempt, isRetryTimer } = entry
  const retry = call?.retry
  if (call === undefined || retry === undefined) return []
  const isLast = attempt >= retry.maxNumberOfAttempts
  if (isRetryTimer) {
    if (isLast) return []
    return [{ kind: 'call', id: open(numbering, { call, attempt: attempt + 1, isRetryTimer: false }), call }]
  }
  if (!failed) return []
  const delayMs = isLast ? 0 : retryDelay(retry, attempt)
  return [{ kind: 'retryTimer', id: open(numbering, { call, attempt, isRetryTimer: true }), delayMs }]
}

/** Gives a new action of the orchestrator its id. Mutates `numbering`. */
export function openRoot(numbering: Numbering, task: Task): number {
  const id = open(
    numbering,
    task.kind === 'timer'
      ? { attempt: 1, isRetryTimer: false }
      : { call: task, attempt: 1, isRetryTimer: false },
  )
  numbering.roots.push({ signature: signatureOf(task), id })
  return id
}

export interface Scheduled {
  created: Created[]
  /** Ids of timers that were open and have been cancelled. */
  canceled: number[]
}

/**
 * Compares all actions of the execution with those of earlier turns and numbers the new ones. Call it after `settle`
 * for the turn's events. Throws `NonDeterministicError`. Mutates `numbering`.
 */
export function schedule(numbering: Numbering, tasks: readonly Task[]): Scheduled {
  const { roots } = numbering
  if (tasks.length < roots.length) {
    const missing = roots[tasks.length]
    throw new NonDeterministicError(
      `Non-Deterministic workflow detected: action ${tasks.length} was ${missing?.signature ?? 'unknown'} and is missing now.`,
    )
  }
  const scheduled: Scheduled = { created: [], canceled: [] }
  for (const [index, task] of tasks.entries()) {
    const root = roots[index]
    if (root === undefined) {
      scheduled.created.push(create(openRoot(numbering, task), task))
      continue
    }
    const signature = signatureOf(task)
    if (signature !== root.signature) {
      throw new NonDeterministicError(
        `Non-Deterministic workflow detected: action ${index} was ${root.signature} and is ${signature} now.`,
      )
    }
    const entry = task.kind === 'timer' && task.isCanceled ? numbering.open.get(root.id) : undefined
    if (entry !== undefined) {
      close(numbering, root.id, entry)
      scheduled.canceled.push(root.id)
    }
  }
  return scheduled
}

const create = (id: number, task: Task): Created =>
  task.kind === 'timer' ? { kind: 'timer', id, fireAt: task.fireAt } : { kind: 'call', id, call: task }
