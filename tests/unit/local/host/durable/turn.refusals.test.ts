import { describe, expect, test } from '@jest/globals'
import type { Run } from './simulation.ts'
import { instanceOf, now, retryOf } from './turns.ts'

describe('a turn of an orchestrator that asks for what this host does not do', () => {
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
})
