import { createNumbering, type Numbering, openRoot, settle, type Task } from './numbering.ts'
import { EventType, type Happening, type HistoryEvent } from './protocol.ts'

/** The task id an event ends and whether it ends badly, or nothing if it ends no task. */
export function completionOf(event: Happening): { id: number; failed: boolean } | undefined {
  if ('TaskScheduledId' in event) return { id: event.TaskScheduledId, failed: 'Reason' in event }
  return event.EventType === EventType.TimerFired ? { id: event.TimerId, failed: false } : undefined
}

function taskOf(event: HistoryEvent): Task | undefined {
  if (event.EventType === EventType.TaskScheduled) {
    const parsed: unknown = JSON.parse(event.Input)
    const input: unknown = Array.isArray(parsed) ? parsed[0] : parsed
    return { kind: 'activity', name: event.Name, input, ...retryOf(event) }
  }
  if (event.EventType === EventType.SubOrchestrationInstanceCreated) {
    const { RequestedId, Version: version } = event
    const input: unknown = event.Input === null ? null : JSON.parse(event.Input)
    const requested = RequestedId === undefined ? {} : { instanceId: RequestedId }
    return { kind: 'subOrchestration', name: event.Name, version, input, ...requested, ...retryOf(event) }
  }
  if (event.EventType !== EventType.TimerCreated) return undefined
  return { kind: 'timer', fireAt: Date.parse(event.FireAt), isCanceled: false }
}

const retryOf = ({ RetryOptions }: Pick<Extract<HistoryEvent, { EventType: 4 }>, 'RetryOptions'>) =>
  RetryOptions === undefined ? {} : { retry: RetryOptions }

/** The numbering an execution had after these events: history alone decides it, so nothing else needs to be stored. */
export function restoreNumbering(history: Iterable<HistoryEvent>): Numbering {
  const numbering = createNumbering()
  for (const event of history) {
    const completion = completionOf(event)
    if (completion !== undefined) settle(numbering, completion.id, completion.failed)
    // Tasks that a retry created took their id in `settle`; the others come in the orchestrator's order.
    const task = event.EventId >= numbering.next ? taskOf(event) : undefined
    if (task !== undefined) openRoot(numbering, task)
  }
  return numbering
}
