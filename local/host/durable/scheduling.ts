import type { ActivityTask } from './actions.ts'
import type { Draft } from './execution.ts'
import type { Instance } from './instances.ts'
import type { Created } from './numbering.ts'
import { eventText, eventTypes, jsonText } from './protocol.ts'
import type { TaskKey } from './step.ts'

/** The SDK has made JSON of a text already, and of nothing else. */
const activityPayload = (input: unknown): string | null =>
  input === null || typeof input === 'string' ? input : jsonText(input)

const addActivity = (
  draft: Draft,
  key: TaskKey,
  { name, input, retry }: ActivityTask,
  time: string,
): void => {
  draft.activities.push({ ...key, name, payload: activityPayload(input) })
  const event = {
    EventType: eventTypes.taskScheduled,
    Name: name,
    Version: '',
    Input: JSON.stringify([input ?? null]),
    ...(retry && { RetryOptions: retry }),
  }
  draft.history.push(eventText(event, time, key.task))
}

const secondMs = 1000

/**
 * Azure waits by hiding a message for whole seconds, rounded down; as some time has passed already when it is sent, a
 * pause of a whole number of seconds is one second shorter.
 */
const pauseOf = (delayMs: number): number => Math.max(0, Math.ceil(delayMs / secondMs) - 1) * secondMs

const addTimer = (draft: Draft, key: TaskKey, delayMs: number, now: number): void => {
  draft.timers.push({ ...key, fireAt: now + pauseOf(delayMs) })
  const event = {
    EventType: eventTypes.timerCreated,
    FireAt: new Date(Math.ceil(now + delayMs)).toISOString(),
  }
  draft.history.push(eventText(event, new Date(now).toISOString(), key.task))
}

/** Adds what a numbered task needs to the step: its event, and the row that makes it happen. */
export const addCreated = (
  draft: Draft,
  { id, execution }: Instance,
  created: Created,
  now: number,
  isActivity: (name: string) => boolean,
): void => {
  const key = { instance: id, execution, task: created.id }
  if (created.kind !== 'activity') {
    addTimer(draft, key, created.kind === 'timer' ? created.fireAt - now : created.delayMs, now)
    return
  }
  const { call } = created
  if (!isActivity(call.name))
    throw new Error(`The function '${call.name}' doesn't exist, is disabled, or is not an activity function.`)
  addActivity(draft, key, call, new Date(now).toISOString())
}
