import { finish, startOver } from './execution.ts'
import type { Draft, Execution, Turn } from './execution.ts'
import { newExecutionId } from './instances.ts'
import { eventText, eventTypes, jsonText } from './protocol.ts'

const stamp = (time: number): string => new Date(time).toISOString()

export const fail = (execution: Execution, draft: Draft, time: number, message: string): Turn => {
  const output = JSON.stringify(`Orchestrator function '${execution.instance.name}' failed: ${message}`)
  const event = { EventType: eventTypes.executionFailed, OrchestrationStatus: 'Failed', Result: output }
  draft.history.push(eventText(event, stamp(time)))
  return finish(execution, draft, { status: 'Failed', output, updated: time })
}

/** @throws for what JSON cannot hold */
export const complete = (execution: Execution, draft: Draft, time: number, returned: unknown): Turn => {
  const output = jsonText(returned)
  const event = { EventType: eventTypes.executionCompleted, OrchestrationStatus: 'Completed', Result: output }
  draft.history.push(eventText(event, stamp(time)))
  return finish(execution, draft, { status: 'Completed', output, updated: time })
}

export const terminate = (execution: Execution, draft: Draft, time: number, reason: string | null): Turn => {
  draft.history.push(eventText({ EventType: eventTypes.executionTerminated, Input: reason }, stamp(time)))
  return finish(execution, draft, {
    status: 'Terminated',
    output: reason === null ? null : JSON.stringify(reason),
    updated: time,
  })
}

/** Begins the next execution, whose creation is the instance's from then on. @throws for what JSON cannot hold */
export const continueAsNew = (execution: Execution, draft: Draft, time: number, input: unknown): Turn =>
  startOver(execution, draft, {
    execution: newExecutionId(),
    input: jsonText(input),
    status: 'Running',
    created: time,
    updated: time,
  })
