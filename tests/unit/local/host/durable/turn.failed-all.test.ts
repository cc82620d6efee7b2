import { describe, expect, test } from '@jest/globals'
import type { OrchestrationContext } from 'durable-functions'
import type { Run } from './simulation.ts'
import { done, failed, fired, instanceOf, message, retryOf } from './turns.ts'

type Context = OrchestrationContext['df']
type Turns = ReturnType<typeof instanceOf>['turn']

/** Three tasks, the first of which is to fail; the second is retried. `then` runs after the failure. */
const afterFailure = (then: (df: Context) => unknown): Run =>
  function* run({ df }: OrchestrationContext) {
    const all = [
      df.callActivity('work', 1),
      df.callActivityWithRetry('work', retryOf(2), 2),
      df.callActivity('work', 3),
    ]
    try {
      yield df.Task.all(all)
    } catch {
      return then(df)
    }
    return 'unexpected'
  }

const endings: [string, (df: Context) => unknown, object][] = [
  ['return', () => 'returned', { status: 'Completed', output: '"returned"' }],
  [
    'throw',
    () => {
      throw new Error('thrown')
    },
    { status: 'Failed', output: expect.stringMatching(/thrown/) },
  ],
  [
    'continueAsNew',
    (df) => df.continueAsNew({ next: 1 }),
    { status: 'Running', input: '{"next":1}', created: 1_000_000 },
  ],
]

describe.each([
  ['in one process', false],
  ['after a restart before each turn', true],
])('after a failed Task.all, %s', (_, restarts) => {
  const instance = (run: Run): Turns => {
    const { turn, reload } = instanceOf(run)
    return (...inbox) => {
      if (restarts) reload()
      return turn(...inbox)
    }
  }

  test.each(endings)(
    '%s waits until all of its tasks have ended, retries included',
    async (_name, then, end) => {
      const turn = instance(afterFailure(then))
      await turn()
      const open = { status: 'Running', input: null, output: null }
      expect((await turn(failed(1, 0))).instance).toMatchObject(open)
      expect(await turn(done(2, 2))).toMatchObject({ instance: open, activities: [], timers: [] })
      expect(await turn(failed(3, 1))).toMatchObject({ instance: open, timers: [{ task: 3 }] })
      expect(await turn(fired(4, 3))).toMatchObject({ instance: open, activities: [{ task: 4 }] })
      expect((await turn(done(5, 4))).instance).toMatchObject(end)
    },
  )

  test.each<[string, (df: Context) => unknown]>([
    ['a step', (df) => df.callActivity('work', 4)],
    ['a timer', (df) => df.createTimer(new Date(0))],
    ['another Task.all', (df) => df.Task.all([df.callActivity('work', 4)])],
  ])('%s is refused at once', async (_name, ask) => {
    const turn = instance(function* run({ df }: OrchestrationContext) {
      const tasks = [df.callActivity('work', 1), df.callActivity('work', 2)]
      try {
        yield df.Task.all([df.Task.all(tasks)])
      } catch {
        yield ask(df)
      }
    })
    await turn()
    expect(await turn(failed(1, 0))).toMatchObject({
      instance: {
        status: 'Failed',
        output: expect.stringMatching(/after a failed Task\.all.*durable-js #477/),
      },
      activities: [],
      timers: [],
    })
  })

  test('a task is asked for that was open then', async () => {
    const turn = instance(function* run({ df }: OrchestrationContext) {
      const slow = df.callActivity('work', 2)
      try {
        yield df.Task.all([df.callActivity('work', 1), slow])
      } catch {
        return yield slow
      }
      return 'unexpected'
    })
    await turn()
    expect(await turn(failed(1, 0))).toMatchObject({ instance: { status: 'Running' } })
    expect(await turn(done(2, 1, 'slow'))).toMatchObject({ instance: { status: 'Completed' } })
  })

  test('a client can end the instance', async () => {
    const turn = instance(afterFailure(() => 'returned'))
    await turn()
    await turn(failed(1, 0))
    const terminated = message(2, { EventType: 3, Input: null }, null)
    expect((await turn(terminated)).instance).toMatchObject({ status: 'Terminated', output: null })
  })
})

test('after a failed task that is alone, an orchestrator asks for more', async () => {
  const { turn } = instanceOf(function* run({ df }: OrchestrationContext) {
    try {
      yield df.callActivityWithRetry('work', retryOf(1))
    } catch {
      return yield df.callActivity('work', 2)
    }
    return 'unexpected'
  })
  await turn()
  await turn(failed(1, 0))
  expect(await turn(fired(2, 1))).toMatchObject({ activities: [{ task: 2, payload: '2' }] })
  expect(await turn(done(3, 2, 'more'))).toMatchObject({ instance: { output: '"more"' } })
})
