import { setImmediate as nextTick } from 'node:timers/promises'
import { newExecutionId } from './instances.ts'
import type { Instance, Status } from './instances.ts'
import { eventTypes } from './protocol.ts'
import type { DurableStore, PurgeFilter } from './store.ts'

/** A request that can never succeed, with the reason. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
}

export interface StartRequest {
  /** The orchestrator function; an instance of an unknown one fails. */
  readonly name: string
  /** A new one if not given. */
  readonly id: string | undefined
  readonly inputJson: string | null
}

type Started =
  | { readonly kind: 'accepted'; readonly id: string }
  /** An instance with this id has not ended. */
  | { readonly kind: 'exists'; readonly status: Status }

/** What clients can do with instances. */
export interface Operations {
  /** @throws BadRequestError */
  readonly start: (request: StartRequest) => Started
  readonly find: (id: string) => Instance | undefined
  /** Ends an instance that has not ended, with the reason as its output. */
  readonly terminate: (id: string, reason: string | null) => void
  readonly remove: (id: string) => void
  /** Removes all instances that a filter matches, also running ones; returns their number. */
  readonly purge: (filter: PurgeFilter) => Promise<number>
}

interface OperationsDeps {
  readonly store: DurableStore
  readonly now: () => number
  readonly wake: (id: string) => void
}

/**
 * The extension reads the state of an id some time before it creates the instance, so it accepts starts at the same time;
 * one of them has an effect.
 */
const sameTimeMs = 50
const isSameTime = (now: number, { created }: Instance): boolean =>
  created <= now && now - created < sameTimeMs

const maxIdLength = 100
const purgeBatch = 500

const checkId = (id: string): void => {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (id.length > maxIdLength || id.startsWith('@') || /[/\\#?\u0000-\u001F\u007F-\u009F]/.test(id))
    throw new BadRequestError(
      `Give an instance id of at most ${maxIdLength} characters, without / \\ # ? and control characters, and not beginning with @.`,
    )
}

export const createOperations = ({ store, now, wake }: OperationsDeps): Operations => ({
  start: ({ name, id = newExecutionId(), inputJson }) => {
    checkId(id)
    const created = now()
    const existing = store.start({
      id,
      execution: newExecutionId(),
      name,
      status: 'Pending',
      input: inputJson,
      output: null,
      created,
      updated: created,
    })
    if (existing === undefined) wake(id)
    else if (!isSameTime(created, existing)) return { kind: 'exists', status: existing.status }
    return { kind: 'accepted', id }
  },
  find: store.instance,
  terminate: (id, reason) => {
    store.send(id, JSON.stringify({ EventType: eventTypes.executionTerminated, Input: reason }))
    wake(id)
  },
  remove: store.remove,
  purge: async (filter) => {
    let purged = 0
    for (;;) {
      const count = store.purge(filter, purgeBatch)
      purged += count
      if (count < purgeBatch) return purged
      await nextTick()
    }
  },
})
