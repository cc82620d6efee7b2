import type { Instance } from './instances.ts'
import { createNumbering } from './numbering.ts'
import type { Numbering } from './numbering.ts'
import { parseEvent, playedText } from './protocol.ts'
import { restoreNumbering } from './restore.ts'
import type { ActivityRow, Step, TimerRow } from './step.ts'

/** One execution of an instance, as it is held in memory between turns. */
export interface Execution {
  readonly instance: Instance
  readonly numbering: Numbering
  /** The history so far as a turn's payload shows it: texts joined by commas. */
  readonly played: string
  readonly count: number
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

/** A step while a turn makes it. */
export interface Draft {
  /** Sequence numbers of messages. */
  readonly consumed: number[]
  readonly history: string[]
  readonly activities: ActivityRow[]
  readonly timers: TimerRow[]
}

export const newDraft = (consumed: number[] = [], history: string[] = []): Draft => ({
  consumed,
  history,
  activities: [],
  timers: [],
})

export interface Turn {
  readonly step: Step
  /** Undefined once the instance has finished. */
  readonly execution: Execution | undefined
}

type Changes = Partial<Instance>

const stepOf = (execution: Execution, draft: Draft, changes: Changes): Step => ({
  ...draft,
  historyFrom: execution.count,
  instance: { ...execution.instance, ...changes },
})

/** The instance continues in the same execution. */
export const proceed = (execution: Execution, draft: Draft, changes: Changes): Turn => {
  const step = stepOf(execution, draft, changes)
  const added = draft.history.map((event) => playedText(event, true)).join(',')
  const separator = execution.played === '' || added === '' ? '' : ','
  return {
    step,
    execution: {
      instance: step.instance,
      numbering: execution.numbering,
      played: execution.played + separator + added,
      count: execution.count + draft.history.length,
    },
  }
}

/** The instance begins again with an empty history. */
export const startOver = (execution: Execution, draft: Draft, changes: Changes): Turn => {
  const step = { ...stepOf(execution, newDraft(draft.consumed), changes), historyFrom: 0 }
  return { step, execution: newExecution(step.instance) }
}

export const finish = (execution: Execution, draft: Draft, changes: Changes): Turn => ({
  step: stepOf(execution, draft, changes),
  execution: undefined,
})
