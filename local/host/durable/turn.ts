import { randomUUID } from 'node:crypto'
import { type Action, flattenActions, readAction } from './actions.ts'
import { type Draft, type Execution, finish, goOn, newDraft, startOver, type Turn } from './execution.ts'
import type { Decision } from './orchestrator.ts'
import { type Created, needsSingleEvents, schedule, settle, type Task } from './numbering.ts'
import {
  EventType,
  eventText,
  jsonText,
  type Happening,
  parseHappening,
  playedText,
  turnPayload,
} from './protocol.ts'
import { completionOf } from './restore.ts'
import { addCreated } from './scheduling.ts'
import { errorMessage } from '../log.ts'

export interface TurnDependencies {
  now: () => number
  decide: (name: string, payload: string) => Promise<Decision>
  isActivity: (name: string) => boolean
  isOrchestrator: (name: string) => boolean
  warn: (message: string) => void
  /** Events an execution may have before it is failed. */
  historyLimit: number
}

export interface Waiting {
  seq: number
  execution: string | null
  event: string
}

interface Delivery {
  seq: number
  event: Happening
}

export const newExecutionId = (): string => randomUUID().replaceAll('-', '')

/** The messages that are for this execution, with suspend, resume and terminate taken out and into account. */
function readInbox(execution: Execution, inbox: readonly Waiting[], draft: Draft, time: string) {
  const deliveries: Delivery[] = []
  let isSuspended = execution.instance.status === 'Suspended'
  let terminated: string | undefined
  for (const { seq, execution: target, event: json } of inbox) {
    const event = parseHappening(json)
    if (target !== null && target !== execution.instance.execution) draft.consumed.push(seq)
    else if (event.EventType === EventType.ExecutionTerminated) terminated ??= event.Input
    else if (
      event.EventType === EventType.ExecutionSuspended ||
      event.EventType === EventType.ExecutionResumed
    ) {
      isSuspended = event.EventType === EventType.ExecutionSuspended
      draft.consumed.push(seq)
      if (execution.count > 0) draft.history.push(eventText(event, time))
    } else deliveries.push({ seq, event })
  }
  return { deliveries, isSuspended, terminated }
}

/** Chooses what this turn delivers and settles the tasks it ends. */
function deliver(execution: Execution, deliveries: readonly Delivery[], draft: Draft) {
  const isSingle = needsSingleEvents(execution.numbering)
  const events: Happening[] = []
  const created: Created[] = []
  for (const { seq, event } of deliveries) {
    const completion = completionOf(event)
    const settled =
      completion === undefined ? [] : settle(execution.numbering, completion.id, completion.failed)
    draft.consumed.push(seq)
    // A task that has ended already: its result is late.
    if (settled === undefined) continue
    events.push(event)
    created.push(...settled)
    if (isSingle) break
  }
  return { events, created }
}

const startedEvent = ({ instance }: Execution): Happening => ({
  EventType: EventType.ExecutionStarted,
  OrchestrationInstance: { InstanceId: instance.id, ExecutionId: instance.execution },
  ParentInstance:
    instance.parent === null
      ? null
      : {
          Name: instance.parent.name,
          OrchestrationInstance: {
            InstanceId: instance.parent.instance,
            ExecutionId: instance.parent.execution,
          },
          TaskScheduleId: instance.parent.task,
        },
  Name: instance.name,
  Version: instance.version,
  Input: instance.input,
  Tags: null,
})

const fireTimes = (events: readonly Happening[]): number[] =>
  events.flatMap((event) => (event.EventType === EventType.TimerFired ? [Date.parse(event.FireAt)] : []))

/**
 * One turn of an instance: takes messages, runs the orchestrator's code if anything happened to it, and answers all
 * that changes. Mutates the execution's numbering, so after a rejection the execution must be read again.
 */
export async function takeTurn(
  execution: Execution,
  inbox: readonly Waiting[],
  dependencies: TurnDependencies,
): Promise<Turn> {
  const draft = newDraft()
  const now = dependencies.now()
  const { deliveries, isSuspended, terminated } = readInbox(
    execution,
    inbox,
    draft,
    new Date(now).toISOString(),
  )
  if (terminated !== undefined) {
    draft.consumed = inbox.map(({ seq }) => seq)
    return end(execution, draft, now, 'Terminated', terminated, undefined)
  }
  if (isSuspended) return goOn(execution, draft, { status: 'Suspended', updated: now })
  const { events, created } = deliver(execution, deliveries, draft)
  if (events.length === 0 && execution.count > 0) return goOn(execution, draft, { status: 'Running' })
  // Code that waits for a time must not see an earlier one.
  const time = Math.max(now, ...fireTimes(events))
  const happened: Happening[] = [{ EventType: EventType.OrchestratorStarted }]
  if (execution.count === 0) happened.push(startedEvent(execution))
  const texts = [...draft.history]
  for (const event of [...happened, ...events]) texts.push(eventText(event, new Date(time).toISOString()))
  draft.history = texts
  if (execution.count + texts.length > dependencies.historyLimit) {
    const text = `The history has more than ${dependencies.historyLimit} events; use continueAsNew.`
    return end(execution, draft, time, 'Failed', text, undefined)
  }
  const played = execution.played === '' ? [] : [execution.played]
  const payload = turnPayload({
    history: [...played, ...texts.map((text) => playedText(text, false))].join(','),
    inputJson: execution.instance.input,
    instanceId: execution.instance.id,
    isReplaying: execution.count > 0,
    parentInstanceId: execution.instance.parent?.instance ?? null,
  })
  const decision = await dependencies.decide(execution.instance.name, payload)
  return carryOut(execution, draft, time, created, decision, dependencies)
}

function carryOut(
  execution: Execution,
  draft: Draft,
  time: number,
  created: readonly Created[],
  decision: Decision,
  dependencies: TurnDependencies,
): Turn {
  if (decision.kind === 'threw')
    return end(execution, draft, time, 'Failed', decision.message, decision.customStatus)
  const before = draft.history.length
  let customStatus: string | null
  try {
    customStatus = jsonText(decision.customStatus)
    const { actions: raw, duplicates } = flattenActions(decision.actions)
    if (duplicates > 0) {
      dependencies.warn(
        `Orchestration "${execution.instance.name}" uses a task again in Task.any or Task.all; Azure runs such a task twice (durable-js #574).`,
      )
    }
    const actions = raw.map(readAction)
    const next = actions.find((action) => action.kind === 'continueAsNew')
    if (next !== undefined) {
      const input = jsonText(next.input)
      return startOver(execution, draft, {
        execution: newExecutionId(),
        status: 'Running',
        input,
        customStatus,
        updated: time,
      })
    }
    const scheduled = schedule(execution.numbering, actions.filter(isTask))
    if (decision.isDone) {
      const output = jsonText(decision.output)
      const happening = {
        EventType: EventType.ExecutionCompleted,
        OrchestrationStatus: 'Completed',
        Result: output,
      }
      draft.history.push(eventText(happening, new Date(time).toISOString()))
      return finish(execution, draft, { status: 'Completed', output, customStatus, updated: time })
    }
    const { instance } = execution
    for (const item of [...created, ...scheduled.created])
      addCreated(draft, instance, item, time, dependencies)
    for (const task of scheduled.canceled) {
      draft.canceledTimers.push({ instance: instance.id, execution: instance.execution, task })
    }
  } catch (error) {
    // Nothing here does I/O: what fails is what the orchestrator asked for, or a value that JSON cannot hold.
    const rest = { ...newDraft(), consumed: draft.consumed, history: draft.history.slice(0, before) }
    return end(execution, rest, time, 'Failed', errorMessage(error), undefined)
  }
  draft.history.push(eventText({ EventType: EventType.OrchestratorCompleted }, new Date(time).toISOString()))
  return goOn(execution, draft, { status: 'Running', customStatus, updated: time })
}

const isTask = (action: Action): action is Task => action.kind !== 'wait' && action.kind !== 'continueAsNew'

function end(
  execution: Execution,
  draft: Draft,
  time: number,
  status: 'Failed' | 'Terminated',
  message: string,
  customStatus: unknown,
): Turn {
  const { name, customStatus: current } = execution.instance
  const isFailure = status === 'Failed'
  const output = JSON.stringify(isFailure ? `Orchestrator function '${name}' failed: ${message}` : message)
  const happening: Happening = isFailure
    ? { EventType: EventType.ExecutionFailed, OrchestrationStatus: status, Result: output }
    : { EventType: EventType.ExecutionTerminated, Input: message }
  draft.history.push(eventText(happening, new Date(time).toISOString()))
  return finish(execution, draft, {
    status,
    output,
    customStatus: customStatus === undefined ? current : JSON.stringify(customStatus),
    updated: time,
  })
}
