import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listInstances } from '../../../../../local/host/durable/instances.ts'
import { createDurableStore, type Step } from '../../../../../local/host/durable/store.ts'
import { openDatabase, StateInUseError } from '../../../../../local/host/store/database.ts'
import { createTimerStore, systemKey } from '../../../../../local/host/timer/timer-store.ts'
import { newInstance } from './simulation.ts'

let folder: string
let database: ReturnType<typeof openDatabase>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-store-'))
  database = openDatabase(join(folder, 'deep', 'state.db'))
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const step = (changes: Partial<Step>): Step => ({
  id: 'i',
  consumed: [],
  historyFrom: 0,
  history: [],
  activities: [],
  timers: [],
  canceledTimers: [],
  children: [],
  messages: [],
  state: newInstance({ status: 'Running' }),
  ...changes,
})
const key = { instance: 'i', execution: 'e', task: 1 }

describe('openDatabase', () => {
  test('lets nobody else in', () => {
    expect(() => openDatabase(join(folder, 'deep', 'state.db'))).toThrow(StateInUseError)
  })

  test('undoes a transaction that throws', () => {
    const store = createTimerStore(database)
    expect(() =>
      database.transaction(() => {
        store.write('t', { Last: '', Next: '', LastUpdated: '' })
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.read('t')).toBeUndefined()
  })

  test('keeps what was committed', () => {
    const secret = systemKey(database)
    createTimerStore(database).write('t', { Last: 'a', Next: 'b', LastUpdated: 'c' })
    database.close()
    database = openDatabase(join(folder, 'deep', 'state.db'))
    expect(systemKey(database)).toBe(secret)
    expect(createTimerStore(database).read('t')).toEqual({ Last: 'a', Next: 'b', LastUpdated: 'c' })
  })
})

describe('createDurableStore', () => {
  test('keeps a step whole or not at all', () => {
    const store = createDurableStore(database)
    store.start(newInstance())
    const activity = { ...key, name: 'work', payload: null }
    expect(() => {
      store.commit(step({ history: ['{}'], activities: [activity, activity] }))
    }).toThrow(/UNIQUE/)
    expect([store.history('i'), store.activities(), store.instance('i')?.status]).toEqual([[], [], 'Pending'])
    store.commit(step({ history: ['{}'], activities: [activity] }))
    expect([store.history('i'), store.activities(), store.instance('i')?.status]).toEqual([
      ['{}'],
      [activity],
      'Running',
    ])
  })

  test('refuses an id that is going on and replaces a finished one', () => {
    const store = createDurableStore(database)
    expect(store.start(newInstance())).toBe(true)
    expect(store.start(newInstance())).toBe(false)
    store.commit(step({ history: ['{}'], state: newInstance({ status: 'Completed' }) }))
    expect(store.start(newInstance({ name: 'other' }))).toBe(true)
    expect([store.instance('i')?.name, store.history('i')]).toEqual(['other', []])
  })

  test('a child whose id is going on fails for its parent', () => {
    const store = createDurableStore(database)
    store.start(newInstance())
    store.start(newInstance({ id: 'child' }))
    const parent = { name: 'program', instance: 'i', execution: 'e', task: 4 }
    store.commit(step({ children: [newInstance({ id: 'child', parent })] }))
    expect(store.inbox('i')).toMatchObject([
      { execution: 'e', event: expect.stringMatching(/"TaskScheduledId":4/) },
    ])
  })

  test('an activity of an earlier execution ends without a message', () => {
    const store = createDurableStore(database)
    store.start(newInstance())
    const old = { ...key, execution: 'old' }
    store.commit(
      step({
        activities: [
          { ...old, name: 'work', payload: null },
          { ...key, name: 'work', payload: '1' },
        ],
      }),
    )
    store.finishActivity(old, '{}')
    expect(store.inbox('i')).toEqual([])
    store.finishActivity(key, '{}')
    store.finishActivity(key, '{}')
    expect(store.inbox('i')).toHaveLength(1)
    expect(store.activities()).toEqual([])
  })

  test('fires due timers only, and knows the next one', () => {
    const store = createDurableStore(database)
    store.start(newInstance())
    store.commit(
      step({
        timers: [
          { ...key, fireAt: 10 },
          { ...key, task: 2, fireAt: 20 },
          { ...key, task: 3, fireAt: 15 },
        ],
      }),
    )
    store.commit(step({ historyFrom: 1, canceledTimers: [{ ...key, task: 3 }] }))
    expect(store.fireTimers(15, ({ task }) => String(task))).toEqual([{ ...key, fireAt: 10 }])
    expect([store.nextTimer(), store.inbox('i').map(({ event }) => event)]).toEqual([20, ['1']])
  })

  test('purges finished instances only, and finds old ones', () => {
    const store = createDurableStore(database)
    store.start(newInstance())
    expect(store.purge('i')).toBe(false)
    store.commit(step({ history: ['{}'], state: newInstance({ status: 'Failed', updated: 5 }) }))
    expect([store.finishedBefore(5, 9), store.finishedBefore(6, 9)]).toEqual([[], ['i']])
    expect([store.purge('i'), store.purge('i'), store.history('i')]).toEqual([true, false, []])
  })

  test('lists by time, status and prefix, page by page', () => {
    const store = createDurableStore(database)
    for (const [index, id] of ['b', 'a', 'c', 'aa'].entries()) {
      store.start(
        newInstance({ id, created: index < 2 ? 1 : index, status: id === 'c' ? 'Failed' : 'Pending' }),
      )
    }
    const list = listInstances(database.sqlite)
    const ids = (filter: Omit<Parameters<typeof list>[0], 'limit'>) =>
      list({ limit: 9, ...filter }).map(({ id }) => id)
    expect(ids({})).toEqual(['a', 'b', 'c', 'aa'])
    expect(ids({ after: { created: 1, id: 'a' } })).toEqual(['b', 'c', 'aa'])
    expect(ids({ statuses: ['Failed', 'Completed'] })).toEqual(['c'])
    expect(ids({ idPrefix: 'a' })).toEqual(['a', 'aa'])
    expect(ids({ createdFrom: 2, createdTo: 2 })).toEqual(['c'])
    expect(list({ limit: 1 })).toHaveLength(1)
  })
})
