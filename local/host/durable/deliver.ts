import type { Draft, Execution } from './execution.ts'
import type { Created } from './numbering.ts'
import { eventTypes, parseHappening } from './protocol.ts'
import type { Happening } from './protocol.ts'
import { completionOf } from './restore.ts'
import type { Waiting } from './step.ts'

interface Delivered {
  readonly events: readonly Happening[]
  /** Work that follows from them at once. */
  readonly created: readonly Created[]
}

/** Chooses the events that this turn delivers, and settles the tasks that they end. */
export const deliver = (
  { instance, numbering }: Execution,
  inbox: readonly Waiting[],
  draft: Draft,
): Delivered => {
  const isSingle = numbering.needsSingleEvents()
  const events: Happening[] = []
  const created: Created[] = []
  for (const { seq, execution, event: json } of inbox) {
    if (isSingle && events.length > 0) break
    draft.consumed.push(seq)
    // Of an earlier execution.
    if (execution !== null && execution !== instance.execution) continue
    const event = parseHappening(json)
    const completion = completionOf(event)
    const settled = completion && numbering.settle(completion.id, completion.failed)
    // A task that has ended already: its result is late.
    if (settled === undefined) continue
    events.push(event)
    created.push(...settled)
  }
  return { events, created }
}

/** Code that waits for a time must not see an earlier one. */
export const timeOf = (now: number, events: readonly Happening[]): number =>
  Math.max(
    now,
    ...events.flatMap((event) =>
      event.EventType === eventTypes.timerFired ? [Date.parse(event.FireAt)] : [],
    ),
  )
