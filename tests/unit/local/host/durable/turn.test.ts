import { describe, expect, test } from '@jest/globals'
import type { OrchestrationContext } from 'durable-functions'
import { type Execution, newExecution, restoreExecution } from '../../../../../local/host/durable/execution.ts'
import { takeTurn } from '../../../../../local/host/durable/turn.ts'
import { newInstance, type Run, turnDependencies } from './simulation.ts'

const NOW = 1_000_000
const message = (seq: number, event: object, execution: string | null = null) => ({
  seq,
  execution,
  event: JSON.stringify(event),
})
const done = (seq: number, task: number, result: unknown = null, execution: string | null = 'e') =>
  message(seq, { EventType: 5, TaskScheduledId: task, Result: JSON.stringify(result) }, execution)
const raised = (seq: number, name: string, value: unknown = null) =>
  message(seq, { EventType: 15, Name: name, Input: JSON.stringify(value) })

function instanceOf(run: Run, historyLimit?: number) {
  const dependencies = turnDependencies(run, () => NOW, historyLimit)
  const history: string[] = []
  let execution: Execution = newExecution(newInstance())
  return {
    warnings: dependencies.warnings,
    history,
    /** As after a restart of the host. */
    reload: () => {
      execution = restoreExecution(execution.instance, history)
    },
    turn: async (...inbox: ReturnType<typeof message>[]) => {
      const turn = await takeTurn(execution, inbox, dependencies)
      execution = turn.execution ?? execution
      history.push(...turn.step.history)
      return turn.step
    },
  }
}

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
    expect(late).toMatchObject({ consumed: [3, 2], history: [], state: { status: 'Running' } })
    expect(await turn(done(4, 1, 'b'))).toMatchObject({ state: { status: 'Completed', output: '["a","b"]' } })
  })

  test('goes on after a restart in the middle', async () => {
    const { turn, reload } = instanceOf(two)
    await turn()
    reload()
    await turn(done(1, 0, 'a'))
    reload()
    expect(await turn(done(2, 1, 'b'))).toMatchObject({ state: { output: '["a","b"]' } })
  })

  test('fails an orchestrator that asks for something else in a later turn', async () => {
    let name = 'work'
    const { turn } = instanceOf(function* changing(context: OrchestrationContext) {
      yield name === 'work' ? context.df.callActivity('work') : context.df.createTimer(new Date(NOW))
      yield context.df.callActivity('work')
    })
    await turn()
    name = 'timer'
    const { state, activities } = await turn(done(1, 0))
    expect(state.status).toBe('Failed')
    expect(state.output).toMatch(
      /Non-Deterministic workflow detected: action 0 was activity\(work\) and is CreateTimer now/,
    )
    expect(activities).toEqual([])
  })

  test('fails an orchestrator that no longer asks for what it asked before', async () => {
    let asks = true
    const { turn } = instanceOf(function* forgetting(context: OrchestrationContext) {
      if (asks) yield context.df.callActivity('work')
      yield context.df.waitForExternalEvent('go')
    })
    await turn()
    asks = false
    const { state } = await turn(raised(1, 'other'))
    expect(state.output).toMatch(/action 0 was activity\(work\) and is missing now/)
  })

  test('fails an instance whose history grows beyond the limit', async () => {
    const { turn } = instanceOf(two, 5)
    await turn()
    const { state } = await turn(done(1, 0))
    expect(state).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/more than 5 events; use continueAsNew/),
    })
  })

  test('removes a cancelled timer, and the late event of one that fired', async () => {
    const { turn } = instanceOf(function* racing(context: OrchestrationContext) {
      const timer = context.df.createTimer(new Date(NOW + 1000))
      yield context.df.Task.any([timer, context.df.waitForExternalEvent('go')])
      timer.cancel()
      yield context.df.callActivity('work')
      return 'end'
    })
    expect(await turn()).toMatchObject({ timers: [{ task: 0, fireAt: NOW + 1000 }] })
    expect(await turn(raised(1, 'go'))).toMatchObject({
      canceledTimers: [{ task: 0 }],
      activities: [{ task: 1 }],
    })
    const fired = message(2, { EventType: 11, TimerId: 0, FireAt: new Date(NOW).toISOString() }, 'e')
    expect(await turn(fired)).toMatchObject({ consumed: [2], history: [] })
    expect(await turn(done(3, 1))).toMatchObject({ state: { output: '"end"' } })
  })

  test('keeps events back while suspended, and delivers them after resume', async () => {
    const { turn } = instanceOf(function* waiting(context: OrchestrationContext) {
      const value: unknown = yield context.df.waitForExternalEvent('go')
      return value
    })
    await turn()
    const suspended = await turn(message(1, { EventType: 19, Input: 'why' }), raised(2, 'go', 7))
    expect(suspended).toMatchObject({ consumed: [1], state: { status: 'Suspended' } })
    expect(await turn(raised(2, 'go', 7))).toMatchObject({ consumed: [], state: { status: 'Suspended' } })
    const resumed = await turn(raised(2, 'go', 7), message(3, { EventType: 20, Input: '' }))
    expect(resumed).toMatchObject({ state: { status: 'Completed', output: '7' } })
  })

  test('terminates at once, also while suspended, and tells the parent', async () => {
    const parent = { name: 'p', instance: 'p1', execution: 'pe', task: 3 }
    const execution = newExecution(newInstance({ status: 'Suspended', parent }))
    const inbox = [raised(1, 'go'), message(2, { EventType: 3, Input: 'enough' })]
    const { step } = await takeTurn(
      execution,
      inbox,
      turnDependencies(two, () => NOW),
    )
    expect(step).toMatchObject({ consumed: [1, 2], state: { status: 'Terminated', output: '"enough"' } })
    expect(step.messages).toEqual([
      {
        instance: 'p1',
        execution: 'pe',
        event: '{"EventType":9,"TaskScheduledId":3,"Reason":"enough","Details":"enough"}',
      },
    ])
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
      state: { status: 'Running', input: '{"next":true}' },
    })
    expect(step.state.execution).not.toBe('e')
  })

  test('fails on values that JSON cannot hold instead of standing still', async () => {
    const circular: { self?: unknown } = {}
    circular.self = circular
    const output = instanceOf(function* run({ df }: OrchestrationContext) {
      yield df.waitForExternalEvent('go')
      return circular
    })
    expect((await output.turn(raised(1, 'go'))).state).toMatchObject({
      status: 'Failed',
      output: expect.stringMatching(/circular/),
    })
    const input = instanceOf(function* run({ df }: OrchestrationContext) {
      yield df.Task.all([df.callActivity('work', 1), df.callActivity('work', circular)])
    })
    expect(await input.turn()).toMatchObject({ activities: [], state: { status: 'Failed' } })
    const nothing = instanceOf(function* run({ df }: OrchestrationContext) {
      yield df.waitForExternalEvent('go')
      return () => {}
    })
    expect((await nothing.turn(raised(1, 'go'))).state).toMatchObject({ status: 'Completed', output: null })
  })

  const entity = { name: 'counter', key: 'a' }
  test.each<[string, Run, RegExp]>([
    [
      'entities',
      function* run({ df }: OrchestrationContext) {
        yield df.callEntity(entity, 'get')
      },
      /callEntity is not supported/,
    ],
    [
      'callHttp',
      function* run({ df }: OrchestrationContext) {
        yield df.callHttp({ method: 'GET', url: 'http://localhost' })
      },
      /callHttp is not supported/,
    ],
    [
      'an unknown activity',
      function* run({ df }: OrchestrationContext) {
        yield df.callActivity('nobody')
      },
      /'nobody' doesn't exist/,
    ],
    [
      'an unknown orchestrator',
      function* run({ df }: OrchestrationContext) {
        yield df.callSubOrchestrator('nobody')
      },
      /'nobody' doesn't exist/,
    ],
  ])('fails with one sentence on %s', async (_name, run, sentence) => {
    const { turn } = instanceOf(run)
    const { state, activities, children } = await turn()
    expect(state).toMatchObject({ status: 'Failed', output: expect.stringMatching(sentence) })
    expect([activities, children]).toEqual([[], []])
  })

  test('schedules a task that is used again in Task.any once, and warns', async () => {
    const { turn, warnings } = instanceOf(function* reusing({ df }: OrchestrationContext) {
      const tasks = [df.callActivity('work', 1), df.callActivity('work', 2)]
      yield df.Task.any(tasks)
      yield df.Task.any(tasks.filter((task) => !task.isCompleted))
      return 'end'
    })
    expect((await turn()).activities).toHaveLength(2)
    expect(await turn(done(1, 0))).toMatchObject({ activities: [] })
    expect(warnings).toEqual([expect.stringMatching(/#574/)])
    expect(await turn(done(2, 1))).toMatchObject({ state: { output: '"end"' } })
  })
})
