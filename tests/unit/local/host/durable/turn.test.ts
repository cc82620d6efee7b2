import { describe, expect, test } from '@jest/globals'
import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext } from 'durable-functions'
import { newExecution, restoreExecution } from '../../../../../local/host/durable/execution.ts'
import type { Execution } from '../../../../../local/host/durable/execution.ts'
import type { Waiting } from '../../../../../local/host/durable/step.ts'
import { takeTurn } from '../../../../../local/host/durable/turn.ts'
import { newInstance, turnDeps } from './simulation.ts'
import type { Run } from './simulation.ts'

const now = 1_000_000
const message = (seq: number, event: object, execution: string | null = 'e'): Waiting => ({
  seq,
  execution,
  event: JSON.stringify(event),
})
const done = (seq: number, task: number, result: unknown = null, execution = 'e') =>
  message(seq, { EventType: 5, TaskScheduledId: task, Result: JSON.stringify(result) }, execution)
const failed = (seq: number, task: number) =>
  message(seq, { EventType: 6, TaskScheduledId: task, Reason: 'reason', Details: 'details' })
const fired = (seq: number, task: number) =>
  message(seq, { EventType: 11, TimerId: task, FireAt: new Date(now).toISOString() })

const instanceOf = (run: Run, historyLimit?: number) => {
  const deps = turnDeps(run, () => now, historyLimit)
  const history: string[] = []
  let execution: Execution = newExecution(newInstance())
  return {
    /** As after a restart of the host. */
    reload: () => {
      execution = restoreExecution(execution.instance, history)
    },
    turn: async (...inbox: readonly Waiting[]) => {
      const turn = await takeTurn(execution, inbox, deps)
      execution = turn.execution ?? execution
      history.push(...turn.step.history)
      return turn.step
    },
  }
}

const retryOf = (attempts: number, more: Partial<RetryOptions> = {}) =>
  Object.assign(new RetryOptions(100, attempts), more)

const two: Run = function* two(context: OrchestrationContext) {
  const first: unknown = yield context.df.callActivity('work', 1)
  const second: unknown = yield context.df.callActivity('work', 2)
  return [first, second]
}

describe('takeTurn', () => {
  test('drops results of settled tasks and of earlier executions', async () => {
    const { turn } = instanceOf(two)
    const started = await turn()
    expect(started.activities).toEqual([
      { instance: 'i', execution: 'e', task: 0, name: 'work', payload: '1' },
    ])
    await turn(done(1, 0, 'a'))
    const late = await turn(done(2, 0, 'again'), done(3, 1, 'other execution', 'before'))
    expect(late).toMatchObject({ consumed: [2, 3], history: [], instance: { status: 'Running' } })
    expect(await turn(done(4, 1, 'b'))).toMatchObject({
      instance: { status: 'Completed', output: '["a","b"]' },
    })
  })

  test('continues after a restart in the middle', async () => {
    const { turn, reload } = instanceOf(two)
    await turn()
    reload()
    await turn(done(1, 0, 'a'))
    reload()
    expect(await turn(done(2, 1, 'b'))).toMatchObject({ instance: { output: '["a","b"]' } })
  })

  test('retries an activity with a growing pause, then fails with its last error', async () => {
    const retry = retryOf(3, { backoffCoefficient: 10, maxRetryIntervalInMilliseconds: 500 })
    const { turn } = instanceOf(function* retrying(context: OrchestrationContext) {
      yield context.df.callActivityWithRetry('work', retry, 1)
    })
    expect(await turn()).toMatchObject({ activities: [{ task: 0 }] })
    expect(await turn(failed(1, 0))).toMatchObject({ timers: [{ task: 1, fireAt: now + 100 }] })
    expect(await turn(fired(2, 1))).toMatchObject({ activities: [{ task: 2, payload: '1' }] })
    expect(await turn(failed(3, 2))).toMatchObject({ timers: [{ task: 3, fireAt: now + 500 }] })
    expect(await turn(fired(4, 3))).toMatchObject({ activities: [{ task: 4 }] })
    expect(await turn(failed(5, 4))).toMatchObject({ timers: [{ task: 5, fireAt: now }], activities: [] })
    expect(await turn(fired(6, 5))).toMatchObject({
      instance: { status: 'Failed', output: expect.stringMatching(/failed: reason/) },
    })
  })

  test('delivers one event per turn while a retried task is open', async () => {
    const { turn } = instanceOf(function* both({ df }: OrchestrationContext) {
      yield df.Task.all([df.callActivityWithRetry('work', retryOf(2), 1), df.callActivity('work', 2)])
    })
    await turn()
    expect(await turn(done(1, 1), failed(2, 0))).toMatchObject({ consumed: [1], timers: [] })
    expect(await turn(failed(2, 0))).toMatchObject({ consumed: [2], timers: [{ task: 2 }] })
  })

  test('shows an orchestrator no earlier time than its timer', async () => {
    const at = new Date(now + 1000)
    const { turn } = instanceOf(function* sleeping({ df }: OrchestrationContext) {
      yield df.createTimer(at)
      return df.currentUtcDateTime.getTime()
    })
    expect(await turn()).toMatchObject({ timers: [{ task: 0, fireAt: now + 1000 }] })
    const event = { EventType: 11, TimerId: 0, FireAt: at.toISOString() }
    expect(await turn(message(1, event))).toMatchObject({ instance: { output: String(now + 1000) } })
  })

  test('fails an orchestrator that asks for something else in a later turn', async () => {
    let name = 'work'
    const { turn } = instanceOf(function* changing(context: OrchestrationContext) {
      yield name === 'work' ? context.df.callActivity('work') : context.df.createTimer(new Date(now))
      yield context.df.callActivity('work')
    })
    await turn()
    name = 'timer'
    const { instance, activities } = await turn(done(1, 0))
    expect(instance.status).toBe('Failed')
    expect(instance.output).toMatch(
      /Non-Deterministic workflow detected: action 0 was activity\(work\) and is CreateTimer now/,
    )
    expect(activities).toEqual([])
  })

  test('fails an orchestrator that no longer asks for a task of an earlier turn', async () => {
    let asks = true
    const { turn } = instanceOf(function* forgetting({ df }: OrchestrationContext) {
      if (asks) yield df.Task.all([df.callActivityWithRetry('work', retryOf(2)), df.callActivity('work')])
    })
    await turn()
    asks = false
    const { instance } = await turn(done(1, 0))
    expect(instance.output).toMatch(/action 0 was activity\(work\) and is missing now/)
  })

  test('fails an instance whose history grows beyond the limit', async () => {
    const { turn } = instanceOf(two, 5)
    await turn()
    expect((await turn(done(1, 0))).instance).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/more than 5 events: use continueAsNew/),
    })
  })

  test('continueAsNew begins an execution with an empty history', async () => {
    const { turn } = instanceOf(function* looping(context: OrchestrationContext) {
      yield context.df.callActivity('work')
      context.df.continueAsNew({ next: true })
      return undefined
    })
    await turn()
    const step = await turn(done(1, 0))
    expect(step).toMatchObject({
      historyFrom: 0,
      history: [],
      instance: { status: 'Running', input: '{"next":true}' },
    })
    expect(step.instance.execution).not.toBe('e')
  })

  test('fails on values that JSON cannot hold instead of getting stuck', async () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const returning = (value: unknown) =>
      instanceOf(function* run({ df }: OrchestrationContext) {
        yield df.callActivity('work')
        return value
      })
    const output = returning(circular)
    await output.turn()
    expect((await output.turn(done(1, 0))).instance).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/circular/),
    })
    const input = instanceOf(function* run({ df }: OrchestrationContext) {
      yield df.Task.all([df.callActivity('work', 1), df.callActivity('work', circular)])
    })
    expect(await input.turn()).toMatchObject({ activities: [], instance: { status: 'Failed' } })
    const nothing = returning(() => {})
    await nothing.turn()
    expect((await nothing.turn(done(1, 0))).instance).toMatchObject({ status: 'Completed', output: null })
  })

  test('rejects a message of an earlier version that this one does not handle', async () => {
    const { turn } = instanceOf(two)
    await turn()
    const raised = message(1, { EventType: 15, Name: 'go', Input: null }, null)
    await expect(turn(raised)).rejects.toThrow(/"EventType":15.*is not supported by the embedded host/)
  })

  const entity = { name: 'counter', key: 'a' }
  test.each<[string, Run]>([
    [
      'callEntity',
      function* run({ df }) {
        yield df.callEntity(entity, 'get')
      },
    ],
    [
      'signalEntity',
      function* run({ df }) {
        df.signalEntity(entity, 'add')
        yield df.callActivity('work')
      },
    ],
    [
      'callHttp',
      function* run({ df }) {
        yield df.callHttp({ method: 'GET', url: 'http://localhost' })
      },
    ],
    [
      'callSubOrchestrator',
      function* run({ df }) {
        yield df.callSubOrchestrator('work')
      },
    ],
    [
      'callSubOrchestratorWithRetry',
      function* run({ df }) {
        yield df.callSubOrchestratorWithRetry('work', retryOf(2))
      },
    ],
    [
      'waitForExternalEvent',
      function* run({ df }) {
        yield df.waitForExternalEvent('go')
      },
    ],
    [
      'Task.any',
      function* run({ df }) {
        yield df.Task.any([df.callActivity('work', 1), df.callActivity('work', 2)])
      },
    ],
    [
      'setCustomStatus',
      function* run({ df }) {
        df.setCustomStatus({ step: 1 })
        yield df.callActivity('work')
      },
    ],
    [
      'Cancelling a timer',
      function* run({ df }) {
        const timer = df.createTimer(new Date(now))
        timer.cancel()
        yield timer
      },
    ],
    [
      'retryTimeoutInMilliseconds',
      function* run({ df }) {
        yield df.callActivityWithRetry('work', retryOf(2, { retryTimeoutInMilliseconds: 1000 }))
      },
    ],
    [
      'A task in a second Task.all',
      function* run({ df }) {
        const one = df.callActivity('work', 1)
        yield df.Task.all([df.Task.all([one]), df.Task.all([one])])
      },
    ],
  ])('fails with one sentence on %s', async (name, run) => {
    const { turn } = instanceOf(run)
    const { instance, activities, timers } = await turn()
    const sentence = new RegExp(`failed: ${name}.* is not supported by the embedded host`)
    expect(instance).toMatchObject({ status: 'Failed', output: expect.stringMatching(sentence) })
    expect([activities, timers]).toEqual([[], []])
  })

  test('fails on an activity that does not exist', async () => {
    const { turn } = instanceOf(function* run({ df }: OrchestrationContext) {
      yield df.callActivity('nobody')
    })
    expect((await turn()).instance).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/'nobody' doesn't exist/),
    })
  })
})
