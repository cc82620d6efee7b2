import { readActions } from './actions.ts'
import type { Action, Task } from './actions.ts'
import { deliver, timeOf } from './deliver.ts'
import { errorMessage } from '../log.ts'
import { finish, newDraft, proceed, startOver } from './execution.ts'
import type { Draft, Execution, Turn } from './execution.ts'
import { newExecutionId } from './instances.ts'
import type { Created } from './numbering.ts'
import type { Decision } from './orchestrator.ts'
import { eventText, eventTypes, jsonText, playedText, turnPayload } from './protocol.ts'
import type { Happening } from './protocol.ts'
import { addCreated } from './scheduling.ts'
import type { Waiting } from './step.ts'

export interface TurnDeps {
  readonly now: () => number
  readonly decide: (name: string, payload: string) => Promise<Decision>
  readonly isActivity: (name: string) => boolean
  /** Events that an execution may have before it is failed. */
  readonly historyLimit: number
}

const startedEvent = ({ id, execution, name, input }: Execution['instance']): Happening => ({
  EventType: eventTypes.executionStarted,
  OrchestrationInstance: { InstanceId: id, ExecutionId: execution },
  ParentInstance: null,
  Name: name,
  Version: '',
  Input: input,
  Tags: null,
})

const fail = (execution: Execution, draft: Draft, time: number, message: string): Turn => {
  const output = JSON.stringify(`Orchestrator function '${execution.instance.name}' failed: ${message}`)
  const event = { EventType: eventTypes.executionFailed, OrchestrationStatus: 'Failed', Result: output }
  draft.history.push(eventText(event, new Date(time).toISOString()))
  return finish(execution, draft, { status: 'Failed', output, updated: time })
}

const isTask = (action: Action): action is Task => action.kind !== 'continueAsNew'

/** Turns a decision into the rest of the step. @throws what makes the instance fail */
const carryOut = (
  execution: Execution,
  draft: Draft,
  time: number,
  created: readonly Created[],
  decision: Extract<Decision, { readonly kind: 'decided' }>,
  deps: TurnDeps,
): Turn => {
  const { instance, numbering } = execution
  const timestamp = new Date(time).toISOString()
  const actions = readActions(decision.actions)
  const next = actions.find((action) => action.kind === 'continueAsNew')
  if (next !== undefined) {
    const fresh = { execution: newExecutionId(), input: jsonText(next.input) }
    return startOver(execution, draft, { ...fresh, status: 'Running', updated: time })
  }
  const scheduled = numbering.schedule(actions.filter(isTask))
  if (decision.isDone) {
    const output = jsonText(decision.output)
    const event = {
      EventType: eventTypes.executionCompleted,
      OrchestrationStatus: 'Completed',
      Result: output,
    }
    draft.history.push(eventText(event, timestamp))
    return finish(execution, draft, { status: 'Completed', output, updated: time })
  }
  for (const one of [...created, ...scheduled]) addCreated(draft, instance, one, time, deps.isActivity)
  draft.history.push(eventText({ EventType: eventTypes.orchestratorCompleted }, timestamp))
  return proceed(execution, draft, { status: 'Running', updated: time })
}

/**
 * One turn of an instance: takes messages, runs the orchestrator's code if anything happened to it, and returns all
 * changes. It changes the execution's numbering, so after a rejection the execution must be read again.
 */
export const takeTurn = async (
  execution: Execution,
  inbox: readonly Waiting[],
  deps: TurnDeps,
): Promise<Turn> => {
  const { instance, count, played } = execution
  const isFirst = count === 0
  const draft = newDraft()
  const { events, created } = deliver(execution, inbox, draft)
  if (events.length === 0 && !isFirst) return proceed(execution, draft, {})
  const time = timeOf(deps.now(), events)
  const timestamp = new Date(time).toISOString()
  const happened: readonly Happening[] = [
    { EventType: eventTypes.orchestratorStarted },
    ...(isFirst ? [startedEvent(instance)] : []),
    ...events,
  ]
  draft.history.push(...happened.map((event) => eventText(event, timestamp)))
  const { length } = draft.history
  if (count + length > deps.historyLimit)
    return fail(
      execution,
      draft,
      time,
      `The history has more than ${deps.historyLimit} events: use continueAsNew.`,
    )
  const shown = draft.history.map((text) => playedText(text, false))
  const payload = turnPayload({
    history: (isFirst ? shown : [played, ...shown]).join(','),
    inputJson: instance.input,
    instanceId: instance.id,
    isReplaying: !isFirst,
  })
  const decision = await deps.decide(instance.name, payload)
  if (decision.kind === 'threw') return fail(execution, draft, time, decision.message)
  try {
    return carryOut(execution, draft, time, created, decision, deps)
  } catch (error) {
    // Nothing in there does I/O: the orchestrator asked for what cannot be done, or has a value that JSON cannot hold.
    const begun = newDraft(draft.consumed, draft.history.slice(0, length))
    return fail(execution, begun, time, errorMessage(error))
  }
}
