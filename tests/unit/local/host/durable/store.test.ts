import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Step } from '../../../../../local/host/durable/step.ts'
import { createDurableStore } from '../../../../../local/host/durable/store.ts'
import type { DurableStore } from '../../../../../local/host/durable/store.ts'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import type { Database } from '../../../../../local/host/store/database.ts'
import { newInstance } from './simulation.ts'

let database: Database
let store: DurableStore

beforeEach(() => {
  database = openDatabase(':memory:', () => {})
  store = createDurableStore(database)
  store.start(newInstance())
})
afterEach(() => database.close())

const step = (changes: Partial<Step>): Step => ({
  instance: newInstance({ status: 'Running' }),
  consumed: [],
  historyFrom: 0,
  history: [],
  activities: [],
  timers: [],
  ...changes,
})
const key = { instance: 'i', execution: 'e', task: 1 }

describe('createDurableStore', () => {
  test('keeps a step whole or not at all', () => {
    const activity = { ...key, name: 'work', payload: null }
    const state = () => [store.history('i'), store.activities(), store.instance('i')?.status]
    expect(() => store.commit(step({ history: ['{}'], activities: [activity, activity] }))).toThrow(/UNIQUE/)
    expect(state()).toEqual([[], [], 'Pending'])
    store.commit(step({ history: ['{}'], activities: [activity] }))
    expect(state()).toEqual([['{}'], [activity], 'Running'])
  })

  test('refuses an id that is running and replaces a finished one', () => {
    expect(store.start(newInstance({ name: 'other' }))).toMatchObject({ name: 'program' })
    store.commit(step({ history: ['{}'], instance: newInstance({ status: 'Completed' }) }))
    expect(store.start(newInstance({ name: 'other' }))).toBeUndefined()
    expect([store.instance('i')?.name, store.history('i')]).toEqual(['other', []])
  })

  test('an activity of an earlier execution ends without a message', () => {
    const activity = { ...key, name: 'work', payload: '1' }
    store.commit(step({ activities: [activity] }))
    store.commit(step({ instance: newInstance({ status: 'Running', execution: 'next' }) }))
    store.finishActivity(key, '{}')
    expect([store.inbox('i'), store.activities()]).toEqual([[], []])
    const current = { ...key, execution: 'next' }
    const instance = newInstance({ status: 'Running', execution: 'next' })
    store.commit(step({ instance, activities: [{ ...activity, ...current }] }))
    store.finishActivity(current, '{}')
    store.finishActivity(current, '{}')
    expect([store.inbox('i').length, store.activities()]).toEqual([1, []])
  })

  test('fires due timers only, and knows the next one', () => {
    const timers = [10, 20].map((fireAt) => ({ ...key, task: fireAt, fireAt }))
    store.commit(step({ timers }))
    expect(store.fireTimers(15, ({ task }) => String(task))).toEqual([timers[0]])
    expect([store.nextTimer(), store.inbox('i').map(({ event }) => event)]).toEqual([20, ['10']])
    store.commit(step({ historyFrom: 1, instance: newInstance({ status: 'Failed' }) }))
    expect(store.nextTimer()).toBeUndefined()
  })

  test('resumes instances that have a message or have not begun', () => {
    store.start(newInstance({ id: 'waits' }))
    store.commit(step({ history: ['{}'], instance: newInstance({ id: 'waits', status: 'Running' }) }))
    expect(store.unfinished()).toEqual(['i'])
    store.commit(step({ timers: [{ ...key, fireAt: 1 }], history: ['{}'] }))
    expect(store.unfinished()).toEqual([])
    store.fireTimers(1, () => '{}')
    expect(store.unfinished()).toEqual(['i'])
  })

  test('purges by the time of creation and by final states, up to a limit', () => {
    for (const [created, id] of ['a', 'b', 'c', 'd'].entries()) {
      store.start(newInstance({ id, created }))
      const status = id === 'd' ? 'Running' : 'Failed'
      store.commit(step({ history: ['{}'], instance: newInstance({ id, status, created }) }))
    }
    const left = () => ['a', 'b', 'c', 'd'].filter((id) => store.instance(id) && store.history(id).length > 0)
    const filter = { createdFrom: 0, createdTo: 9, statuses: ['Completed', 'Failed'] as const }
    expect(store.purge({ ...filter, createdFrom: 4 }, 9)).toBe(0)
    expect(store.purge({ ...filter, statuses: ['Completed'] }, 9)).toBe(0)
    expect([store.purge({ ...filter, createdTo: 1 }, 1), left()]).toEqual([1, ['b', 'c', 'd']])
    expect([store.purge(filter, 9), left()]).toEqual([2, ['d']])
    expect([store.purge({ ...filter, createdFrom: 1, statuses: [] }, 9), left()]).toEqual([1, []])
    expect(store.instance('d')).toBeUndefined()
  })

  test('reads a status of an earlier version only where this version handles it', () => {
    const set = (status: string) => database.sqlite.exec(`UPDATE instances SET status = '${status}'`)
    set('Terminated')
    expect(store.instance('i')?.status).toBe('Terminated')
    expect(store.start(newInstance())).toBeUndefined()
    set('Suspended')
    expect(() => store.instance('i')).toThrow(/"Suspended" is not supported by the embedded host/)
  })
})
