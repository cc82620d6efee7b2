import { expect, test } from '@jest/globals'
import { createOrchestrations } from '../../../../../local/host/durable/orchestrations.ts'
import { createDurableStore } from '../../../../../local/host/durable/store.ts'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import { createFakeClock } from '../fake-clock.ts'
import { newInstance } from './simulation.ts'

const call = { actionType: 0, functionName: 'work', input: 1 }
const completed = JSON.stringify({ EventType: 5, TaskScheduledId: 0, Result: '"done"' })
const turns = (count: number) =>
  Array.from({ length: count }).reduce<Promise<unknown>>(
    (before) => before.then(() => new Promise((resolve) => setImmediate(resolve))),
    Promise.resolve(),
  )

const setup = () => {
  const database = openDatabase(':memory:', () => {})
  const store = createDurableStore(database)
  store.start(newInstance())
  const errors: string[] = []
  const turn = {
    now: () => 0,
    decide: async (_name: string, payload: string) =>
      ({ kind: 'decided', isDone: payload.includes('done'), actions: [[call]], output: 1 }) as const,
    isActivity: () => true,
    taskLimit: 100,
  }
  const log = (_level: string, _category: string, message: string) => errors.push(message)
  const { clock, advance } = createFakeClock(0)
  return { database, store, turn, log, errors, clock, advance }
}

test.each(Array.from({ length: 12 }, (_, delay) => delay))(
  'a message that arrives %i microtasks after the last look at the inbox is delivered',
  async (delay) => {
    const { database, store, turn, log, clock } = setup()
    let arrived = Promise.resolve()
    const arrive = async () => {
      for (let waited = 0; waited < delay; waited += 1) await Promise.resolve()
      store.finishActivity({ instance: 'i', execution: 'e', task: 0 }, completed)
      orchestrations.wake('i')
    }
    const inbox = (id: string) => {
      const waiting = store.inbox(id)
      if (waiting.length === 0 && store.activities().length > 0) arrived = arrive()
      return waiting
    }
    const orchestrations = createOrchestrations({
      store: { ...store, inbox },
      turn,
      log,
      clock,
      onStep: () => undefined,
    })
    orchestrations.wake('i')
    await turns(10)
    await arrived
    expect(store.instance('i')).toMatchObject({ status: 'Completed', output: '1' })
    database.close()
  },
)

test('an instance that this version cannot run is logged and leaves the others alone', async () => {
  const { database, store, turn, log, errors, clock } = setup()
  store.start(newInstance({ id: 'older' }))
  database.sqlite.exec(`INSERT INTO inbox (instance, event) VALUES ('older', '{"EventType":15,"Name":"go"}')`)
  const orchestrations = createOrchestrations({ store, turn, log, clock, onStep: () => undefined })
  for (const id of ['older', 'i']) orchestrations.wake(id)
  await turns(10)
  expect(errors).toEqual([expect.stringMatching(/The instance "older" is stuck: .*not supported/)])
  expect(store.activities()).toHaveLength(1)
  await orchestrations.stop()
  database.close()
})

test.each([
  ['removed', false],
  ['removed and started anew', true],
])('an instance that is %s during a turn keeps nothing of it', async (_, isNew) => {
  const { database, store, turn, log, errors, clock } = setup()
  const runs: string[] = []
  const decide: typeof turn.decide = async (name, payload) => {
    runs.push(payload)
    if (runs.length > 1) return turn.decide(name, payload)
    store.remove('i')
    if (isNew) store.start(newInstance({ execution: 'new' }))
    return { kind: 'decided', isDone: true, actions: [[call]], output: 1 }
  }
  const orchestrations = createOrchestrations({
    store,
    turn: { ...turn, decide },
    log,
    clock,
    onStep: () => undefined,
  })
  orchestrations.wake('i')
  await turns(10)
  expect(store.activities().map(({ execution }) => execution)).toEqual(isNew ? ['new'] : [])
  expect(store.history('i').length > 0).toBe(isNew)
  expect([store.instance('i')?.status, runs.length, errors]).toEqual(
    isNew ? ['Running', 2, []] : [undefined, 1, []],
  )
  await orchestrations.stop()
  database.close()
})

test('a turn that a full disk refuses is taken again when there is room', async () => {
  const { database, store, turn, log, errors, clock, advance } = setup()
  database.sqlite.exec('PRAGMA max_page_count = 1')
  const commits: boolean[] = []
  const commit: typeof store.commit = (step) => {
    commits.push(false)
    // The page count is the imitation of a full disk; a transaction that needs a page ends as on a real one.
    database.transaction(() =>
      database.sqlite.exec(`INSERT INTO schedules VALUES ('x', '${'x'.repeat(9000)}')`),
    )
    store.commit(step)
    commits.push(true)
  }
  const orchestrations = createOrchestrations({
    store: { ...store, commit },
    turn,
    log,
    clock,
    onStep: () => undefined,
  })
  orchestrations.wake('i')
  await advance(3500)
  expect(commits).toEqual([false, false, false, false])
  expect(store.activities()).toEqual([])
  database.sqlite.exec('PRAGMA max_page_count = 1000000')
  await advance(1000)
  expect(store.activities()).toHaveLength(1)
  expect(errors).toEqual([])
  await orchestrations.stop()
  database.close()
})
