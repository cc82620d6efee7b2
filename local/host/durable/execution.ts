import type { Instance, Status } from './instances.ts'
import { createNumbering, type Numbering } from './numbering.ts'
import { EventType, parseEvent, playedText } from './protocol.ts'
import { restoreNumbering } from './restore.ts'
import type { ActivityRow, Message, Step, TaskKey, TimerRow } from './store.ts'

/** One execution of an instance, as it is held in memory between turns. */
export interface Execution {
  instance: Instance
  numbering: Numbering
  /** The history so far as a turn's payload shows it: texts joined by commas. */
  played: string
  count: number
}

export const newExecution = (instance: Instance): Execution => ({
  instance,
  numbering: createNumbering(),
  played: '',
  count: 0,
})

export const restoreExecution = (instance: Instance, history: readonly string[]): Execution => ({
  instance,
  numbering: restoreNumbering(history.map(parseEvent)),
  played: history.map((event) => playedText(event, true)).join(','),
  count: history.length,
})

/** A step in the making. */
export interface Draft {
  consumed: number[]
  history: string[]
  activities: ActivityRow[]
  timers: TimerRow[]
  canceledTimers: TaskKey[]
  children: Instance[]
  messages: Message[]
}

export const newDraft = (): Draft => ({
  consumed: [],
  history: [],
  activities: [],
  timers: [],
  canceledTimers: [],
  children: [],
  messages: [],
})

export interface Turn {
  step: Step
  /** Nothing once the instance has finished. */
  execution: Execution | undefined
}

const stepOf = (execution: Execution, draft: Draft, instance: Instance): Step => ({
  id: instance.id,
  historyFrom: execution.count,
  ...draft,
  state: instance,
})

/** The instance goes on in the same execution. */
export function goOn(execution: Execution, draft: Draft, changes: Partial<Instance>): Turn {
  const instance = { ...execution.instance, ...changes }
  const added = draft.history.map((event) => playedText(event, true)).join(',')
  const separator = execution.played === '' || added === '' ? '' : ','
  return {
    step: stepOf(execution, draft, instance),
    execution: {
      instance,
      numbering: execution.numbering,
      played: execution.played + separator + added,
      count: execution.count + draft.history.length,
    },
  }
}

/** The instance begins again with new input and an empty history. */
export function startOver(execution: Execution, draft: Draft, changes: Partial<Instance>): Turn {
  const instance = { ...execution.instance, ...changes }
  const { consumed } = draft
  return {
    step: { ...stepOf(execution, { ...newDraft(), consumed }, instance), historyFrom: 0 },
    execution: newExecution(instance),
  }
}

/** The instance ends; a parent that waits for it is told. `output` is a JSON text. */
export function finish(
  execution: Execution,
  draft: Draft,
  changes: Partial<Instance> & { status: Status; output: string | null },
): Turn {
  const instance = { ...execution.instance, ...changes }
  const { parent, status, output } = instance
  if (parent !== null) {
    const reason = status === 'Completed' ? '' : failureText(output)
    const event =
      status === 'Completed'
        ? {
            EventType: EventType.SubOrchestrationInstanceCompleted,
            TaskScheduledId: parent.task,
            Result: output ?? 'null',
          }
        : {
            EventType: EventType.SubOrchestrationInstanceFailed,
            TaskScheduledId: parent.task,
            Reason: reason,
            Details: reason,
          }
    draft.messages.push({
      instance: parent.instance,
      execution: parent.execution,
      event: JSON.stringify(event),
    })
  }
  return { step: stepOf(execution, draft, instance), execution: undefined }
}

function failureText(output: string | null): string {
  const value: unknown = output === null ? '' : JSON.parse(output)
  return typeof value === 'string' ? value : (output ?? '')
}
