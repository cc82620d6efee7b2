import type { Task } from './actions.ts'
import { createNumbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'
import { eventTypes } from './protocol.ts'
import type { Happening, HistoryEvent } from './protocol.ts'

interface Completion {
  readonly id: number
  readonly failed: boolean
}

/** The task that an event ends, if any. */
export const completionOf = (event: Happening): Completion | undefined => {
  if ('TaskScheduledId' in event) return { id: event.TaskScheduledId, failed: 'Reason' in event }
  return event.EventType === eventTypes.timerFired ? { id: event.TimerId, failed: false } : undefined
}

const taskOf = (event: HistoryEvent): Task | undefined => {
  if (event.EventType === eventTypes.timerCreated) return { kind: 'timer', fireAt: Date.parse(event.FireAt) }
  if (event.EventType !== eventTypes.taskScheduled) return undefined
  const { Name: name, RetryOptions: retry } = event
  const parsed: unknown = JSON.parse(event.Input)
  const input: unknown = Array.isArray(parsed) ? parsed[0] : parsed
  return { kind: 'activity', name, input, ...(retry && { retry }) }
}

/** The numbering of an execution after these events: history alone decides it, so nothing else is stored for it. */
export const restoreNumbering = (history: Iterable<HistoryEvent>): Numbering => {
  const numbering = createNumbering()
  for (const event of history) {
    const completion = completionOf(event)
    if (completion) numbering.settle(completion.id, completion.failed)
    // Tasks of a retry took their id in `settle`; the others come in the orchestrator's order.
    const task = event.EventId >= numbering.next() ? taskOf(event) : undefined
    if (task) numbering.open(task)
  }
  return numbering
}
