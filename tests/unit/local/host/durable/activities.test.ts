import { describe, expect, test } from '@jest/globals'
import type { HostedFunction } from '../../../../../local/host/core/validate.ts'
import { createActivities } from '../../../../../local/host/durable/activities.ts'
import { createDurableStore } from '../../../../../local/host/durable/store.ts'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import { createFakeClock } from '../fake-clock.ts'

const row = { instance: 'i', execution: 'e', task: 0, name: 'work', payload: null }
const work: HostedFunction = {
  name: 'work',
  trigger: 'activityTrigger',
  triggerName: 'input',
  binding: { type: 'activityTrigger' },
  clients: [],
  registered: { metadata: { name: 'work', bindings: {} }, callback: () => undefined },
}

const setup = (errorOf: (attempt: number) => Error | undefined) => {
  const fake = createFakeClock(0)
  const store = createDurableStore(openDatabase(':memory:', () => {}))
  const finished: string[] = []
  const lines: string[] = []
  const counts = { runs: 0, attempts: 0 }
  const activities = createActivities({
    store: {
      ...store,
      finishActivity: () => {
        counts.attempts += 1
        const error = errorOf(counts.attempts)
        if (error) throw error
      },
    },
    invoke: async () => {
      counts.runs += 1
      return { result: 1, error: undefined, respond: async () => ({ returnValue: { int: 1 } }) }
    },
    clock: fake.clock,
    log: (_level, _category, message) => lines.push(message),
    functions: new Map([['work', work]]),
    concurrency: 1,
    onFinished: (instance) => finished.push(instance),
  })
  return { ...fake, activities, finished, lines, counts }
}

const full = () => Object.assign(new Error('database or disk is full'), { errcode: 13 })

describe('the end of an activity', () => {
  test('that a full disk refuses is stored when there is room; the activity runs once', async () => {
    const { activities, advance, finished, counts, lines } = setup((n) => (n < 5 ? full() : undefined))
    activities.add([row])
    await advance(3500)
    expect({ finished, ...counts }).toEqual({ finished: [], runs: 1, attempts: 4 })
    await advance(1000)
    expect({ finished, ...counts }).toEqual({ finished: ['i'], runs: 1, attempts: 5 })
    expect(lines).toEqual([])
  })

  test('that can never be stored is logged, and the next activity runs', async () => {
    const { activities, advance, finished, lines } = setup((n) =>
      n === 1 ? new TypeError('no text') : undefined,
    )
    activities.add([row, { ...row, instance: 'j' }])
    await advance(0)
    expect(finished).toEqual(['j'])
    expect(lines).toEqual([
      expect.stringMatching(/activity of the instance "i" could not be stored.*no text/),
    ])
  })

  test('that waits for room does not outlive a stop', async () => {
    const { activities, advance, finished, counts } = setup(() => full())
    activities.add([row])
    await advance(0)
    const stopped = activities.stop(2500)
    await advance(5000)
    await stopped
    const { attempts } = counts
    await advance(5000)
    expect(counts.attempts).toBe(attempts)
    expect(finished).toEqual([])
  })
})
