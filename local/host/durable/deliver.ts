import type { Draft, Execution } from './execution.ts'
import type { Created } from './numbering.ts'
import { eventTypes, parseHappening } from './protocol.ts'
import type { Happening } from './protocol.ts'
import { completionOf } from './restore.ts'
import type { Waiting } from './step.ts'

type Termination = Extract<Happening, { readonly EventType: (typeof eventTypes)['executionTerminated'] }>

interface Delivered {
  readonly events: readonly Happening[]
  /** Work that follows from them at once. */
  readonly created: readonly Created[]
  /** A client has ended the instance; what happened besides no longer matters. */
  readonly terminated: Termination | undefined
}

/** Takes all messages of an instance into a turn, and settles the tasks that they end. */
export const deliver = (
  { instance, numbering }: Execution,
  inbox: readonly Waiting[],
  draft: Draft,
): Delivered => {
  const events: Happening[] = []
  const created: Created[] = []
  for (const { seq, execution, event: json } of inbox) {
    draft.consumed.push(seq)
    // Of an earlier execution.
    if (execution !== null && execution !== instance.execution) continue
    const event = parseHappening(json)
    if (event.EventType === eventTypes.executionTerminated) return { events, created, terminated: event }
    const completion = completionOf(event)
    const settled = completion && numbering.settle(completion.id, completion.failed)
    // A task that has ended already: its result is late.
    if (settled === undefined) continue
    events.push(event)
    created.push(...settled)
  }
  return { events, created, terminated: undefined }
}
