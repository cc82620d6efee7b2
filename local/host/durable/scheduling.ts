import type { Draft } from './execution.ts'
import type { Instance } from './instances.ts'
import type { Created } from './numbering.ts'
import { EventType, eventText, jsonText } from './protocol.ts'

/** A call names a function that is not there. */
export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError'

  constructor(name: string, kind: string) {
    super(`The function '${name}' doesn't exist, is disabled, or is not an ${kind} function.`)
  }
}

interface Known {
  isActivity: (name: string) => boolean
  isOrchestrator: (name: string) => boolean
}

type CallOf<Kind> = Extract<Extract<Created, { kind: 'call' }>['call'], { kind: Kind }>

/** Adds to the step what a numbered task needs: its event, and the row that makes it happen. Throws `UnknownFunctionError`. */
export function addCreated(
  draft: Draft,
  instance: Instance,
  created: Created,
  time: number,
  known: Known,
): void {
  const key = { instance: instance.id, execution: instance.execution, task: created.id }
  if (created.kind === 'call') {
    if (created.call.kind === 'activity') addActivity(draft, key, created.call, time, known)
    else addChild(draft, instance, created.id, created.call, time, known)
    return
  }
  const fireAt = Math.ceil(created.kind === 'timer' ? created.fireAt : time + created.delayMs)
  draft.timers.push({ ...key, fireAt })
  const event = { EventType: EventType.TimerCreated, FireAt: new Date(fireAt).toISOString() }
  draft.history.push(eventText(event, new Date(time).toISOString(), created.id))
}

function addActivity(
  draft: Draft,
  key: { instance: string; execution: string; task: number },
  { name, input, retry }: CallOf<'activity'>,
  time: number,
  known: Known,
): void {
  if (!known.isActivity(name)) throw new UnknownFunctionError(name, 'activity')
  draft.activities.push({ ...key, name, payload: activityPayload(input) })
  const event = {
    EventType: EventType.TaskScheduled,
    Name: name,
    Version: '',
    Input: JSON.stringify([input ?? null]),
    ...(retry === undefined ? {} : { RetryOptions: retry }),
  }
  draft.history.push(eventText(event, new Date(time).toISOString(), key.task))
}

/** The SDK has made JSON of a string input already, and of nothing else. */
const activityPayload = (input: unknown): string | null =>
  input === null || typeof input === 'string' ? input : jsonText(input)

function addChild(
  draft: Draft,
  parent: Instance,
  task: number,
  { name, input, instanceId, version, retry }: CallOf<'subOrchestration'>,
  time: number,
  known: Known,
): void {
  if (!known.isOrchestrator(name)) throw new UnknownFunctionError(name, 'orchestrator')
  const id = instanceId ?? `${parent.execution}:${task}`
  const inputText = jsonText(input)
  draft.children.push({
    id,
    execution: crypto.randomUUID().replaceAll('-', ''),
    name,
    version,
    status: 'Pending',
    input: inputText,
    output: null,
    customStatus: null,
    created: time,
    updated: time,
    parent: { name: parent.name, instance: parent.id, execution: parent.execution, task },
  })
  const event = {
    EventType: EventType.SubOrchestrationInstanceCreated,
    Name: name,
    Version: version,
    InstanceId: id,
    ...(instanceId === undefined ? {} : { RequestedId: instanceId }),
    Input: inputText,
    ...(retry === undefined ? {} : { RetryOptions: retry }),
  }
  draft.history.push(eventText(event, new Date(time).toISOString(), task))
}
