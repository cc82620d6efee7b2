import { readActions } from './actions.ts'
import type { Actions } from './actions.ts'
import { deliver } from './deliver.ts'
import { complete, continueAsNew, fail, terminate } from './ending.ts'
import { errorMessage } from '../log.ts'
import { newDraft, proceed } from './execution.ts'
import type { Draft, Execution, Turn } from './execution.ts'
import type { Created } from './numbering.ts'
import type { Decision } from './orchestrator.ts'
import { eventText, eventTypes, playedText, turnPayload } from './protocol.ts'
import type { Happening } from './protocol.ts'
import { addCreated } from './scheduling.ts'
import type { Waiting } from './step.ts'

export interface TurnDeps {
  readonly now: () => number
  readonly decide: (name: string, payload: string) => Promise<Decision>
  readonly isActivity: (name: string) => boolean
  /** Tasks that one execution may ask for. */
  readonly taskLimit: number
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

const payloadOf = ({ instance, count, played }: Execution, { history }: Draft): string => {
  const isFirst = count === 0
  const shown = history.map((text) => playedText(text, false))
  return turnPayload({
    history: (isFirst ? shown : [played, ...shown]).join(','),
    inputJson: instance.input,
    instanceId: instance.id,
    isReplaying: !isFirst,
  })
}

/** How code went on from its events; a refused run ends the instance whatever else is open. */
type Outcome = Exclude<Decision, { readonly kind: 'refused' }>

const checkLimit = ({ asked }: Actions, limit: number): void => {
  const count = asked.reduce((sum, { tasks }) => sum + tasks.length, 0)
  if (count > limit)
    throw new Error(
      `It asked for more than ${limit} tasks in one execution, where Azure stops: use continueAsNew.`,
    )
}

/** Opens what code asked for beyond earlier turns. Of code that threw, the SDK returns nothing new. */
const schedule = ({ numbering }: Execution, outcome: Outcome, limit: number) => {
  if (outcome.kind === 'threw') return { scheduled: [], next: undefined }
  const actions = readActions(outcome.actions)
  checkLimit(actions, limit)
  return { scheduled: numbering.schedule(actions.asked), next: actions.continueAsNew }
}

/** Turns an outcome into the rest of the step. @throws what makes the instance fail */
const carryOut = (
  execution: Execution,
  draft: Draft,
  time: number,
  created: readonly Created[],
  outcome: Outcome,
  deps: TurnDeps,
): Turn => {
  const { instance, numbering } = execution
  const { scheduled, next } = schedule(execution, outcome, deps.taskLimit)
  // As on Azure, the other tasks of a failed Task.all end before the execution does.
  if (numbering.isIdle()) {
    if (outcome.kind === 'threw') return fail(execution, draft, time, outcome.message)
    if (next !== undefined) return continueAsNew(execution, draft, time, next.input)
    if (outcome.isDone) return complete(execution, draft, time, outcome.output)
  }
  for (const one of [...created, ...scheduled]) addCreated(draft, instance, one, time, deps.isActivity)
  draft.history.push(eventText({ EventType: eventTypes.orchestratorCompleted }, new Date(time).toISOString()))
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
  const { instance, count } = execution
  const isFirst = count === 0
  const draft = newDraft()
  const { events, created, terminated } = deliver(execution, inbox, draft)
  const time = deps.now()
  if (terminated !== undefined) return terminate(execution, draft, time, terminated.Input)
  if (events.length === 0 && !isFirst) return proceed(execution, draft, {})
  const happened: readonly Happening[] = [
    { EventType: eventTypes.orchestratorStarted },
    ...(isFirst ? [startedEvent(instance)] : []),
    ...events,
  ]
  draft.history.push(...happened.map((event) => eventText(event, new Date(time).toISOString())))
  const { length } = draft.history
  const decision = await deps.decide(instance.name, payloadOf(execution, draft))
  if (decision.kind === 'refused') return fail(execution, draft, time, decision.message)
  try {
    return carryOut(execution, draft, time, created, decision, deps)
  } catch (error) {
    // Nothing in there does I/O: the orchestrator asked for what cannot be done, or has a value that JSON cannot hold.
    const begun = newDraft(draft.consumed, draft.history.slice(0, length))
    return fail(execution, begun, time, errorMessage(error))
  }
}
