import { describe, expect, test } from '@jest/globals'
import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext } from 'durable-functions'
import type { Run } from './simulation.ts'
import { done, failed, fired, instanceOf, message, now, retryOf } from './turns.ts'

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

  test('retries an activity with a growing pause in whole seconds, then fails with its last error', async () => {
    const retry = Object.assign(new RetryOptions(1000, 5), {
      backoffCoefficient: 3,
      maxRetryIntervalInMilliseconds: 8000,
    })
    const { turn } = instanceOf(function* retrying(context: OrchestrationContext) {
      yield context.df.callActivityWithRetry('work', retry, 1)
    })
    expect(await turn()).toMatchObject({ activities: [{ task: 0 }] })
    // As the extension waits for 1, 3, 8 and 8 seconds; the last pause is a timer that only the SDK waits for.
    for (const [index, pause] of [0, 2000, 7000, 7000].entries()) {
      const task = 2 * index
      expect(await turn(failed(1, task))).toMatchObject({ timers: [{ task: task + 1, fireAt: now + pause }] })
      expect(await turn(fired(2, task + 1))).toMatchObject({ activities: [{ task: task + 2, payload: '1' }] })
    }
    expect(await turn(failed(1, 8))).toMatchObject({ timers: [{ task: 9, fireAt: now }], activities: [] })
    expect(await turn(fired(2, 9))).toMatchObject({
      instance: { status: 'Failed', output: expect.stringMatching(/failed: reason/) },
    })
  })

  test('delivers all events in one turn, also while a retried task is open', async () => {
    const { turn } = instanceOf(function* both({ df }: OrchestrationContext) {
      yield df.Task.all([df.callActivityWithRetry('work', retryOf(2), 1), df.callActivity('work', 2)])
    })
    await turn()
    expect(await turn(done(1, 1), failed(2, 0))).toMatchObject({ consumed: [1, 2], timers: [{ task: 2 }] })
  })

  test.each([
    [300, 0],
    [1000, 0],
    [1001, 1000],
    [1500, 1000],
    [60_000, 59_000],
    [-5000, 0],
  ])('a timer of %i ms fires after %i ms, and shows the time at which it does', async (delay, pause) => {
    const { turn } = instanceOf(function* sleeping({ df }: OrchestrationContext) {
      yield df.createTimer(new Date(now + delay))
      return df.currentUtcDateTime.getTime()
    })
    expect(await turn()).toMatchObject({ timers: [{ task: 0, fireAt: now + pause }] })
    expect(await turn(fired(1, 0))).toMatchObject({ instance: { output: String(now) } })
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

  test('fails an execution that asks for more tasks than Azure takes', async () => {
    const { turn } = instanceOf(two, 1)
    await turn()
    expect((await turn(done(1, 0))).instance).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/more than 1 tasks in one execution.*use continueAsNew/),
    })
  })

  test('is ended by a client with its reason, also before its first turn', async () => {
    const ended = { status: 'Terminated', output: '"enough"' }
    const terminated = (seq: number) => message(seq, { EventType: 3, Input: 'enough' }, null)
    const begun = instanceOf(two)
    await begun.turn()
    expect(await begun.turn(done(1, 0), terminated(2))).toMatchObject({ instance: ended, activities: [] })
    expect(await instanceOf(two).turn(terminated(1))).toMatchObject({ instance: ended, activities: [] })
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
      instance: { status: 'Running', input: '{"next":true}', created: now, updated: now },
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
