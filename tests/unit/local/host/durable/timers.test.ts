import { expect, test } from '@jest/globals'
import { createDurableStore } from '../../../../../local/host/durable/store.ts'
import { createTimers } from '../../../../../local/host/durable/timers.ts'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import { createFakeClock } from '../fake-clock.ts'

const timer = { instance: 'i', execution: 'e', task: 0, fireAt: 100 }
const full = () => Object.assign(new Error('database or disk is full'), { errcode: 13 })

const setup = () => {
  const database = openDatabase(':memory:', () => {})
  const store = createDurableStore(database)
  database.sqlite.exec(`INSERT INTO timers VALUES ('i', 'e', 0, 100)`)
  return { ...createFakeClock(0), database, store, fired: [] as string[], lines: [] as string[] }
}

const addInstance = (database: ReturnType<typeof setup>['database'], updated: number) =>
  database.sqlite.exec(
    `INSERT INTO instances VALUES ('i', 'e', 'f', '', 'Running', NULL, NULL, NULL, ${updated}, ${updated}, NULL)`,
  )

const hours = 3_600_000

test.each([
  ['set under a clock that is right again', 2 * hours],
  ['set before the clock was set back', 10 * 60_000],
])('a timer that was %s waits at most twice as long as it was to', async (_, ahead) => {
  const { clock, advance, database, store, fired } = setup()
  let wrong = ahead
  const shown = { ...clock, now: () => clock.now() + wrong }
  const fireAt = ahead + 30_000
  addInstance(database, ahead)
  database.sqlite.exec(`UPDATE timers SET fire_at = ${fireAt}`)
  const timers = createTimers(
    shown,
    store,
    () => {},
    (id) => fired.push(id),
  )
  timers.add([{ ...timer, fireAt }])
  wrong = 0
  await advance(29_000)
  expect(fired).toEqual([])
  await advance(31_500)
  expect(fired).toEqual(['i'])
  timers.stop()
})

test('a timer that a process with a wrong clock left behind fires in time after the start', async () => {
  const { clock, advance, database, store, fired } = setup()
  addInstance(database, 2 * hours)
  database.sqlite.exec(`UPDATE timers SET fire_at = ${2 * hours + 5000}`)
  const timers = createTimers(
    clock,
    store,
    () => {},
    (id) => fired.push(id),
  )
  timers.start()
  await advance(4000)
  expect(fired).toEqual([])
  await advance(2000)
  expect(fired).toEqual(['i'])
  timers.stop()
})

test.each([
  ['a full disk', full, 0],
  ['an unexpected error', () => new TypeError('no text'), 3],
])('%s delays a timer and ends nothing', async (_, error, logged) => {
  const { clock, advance, store, fired, lines } = setup()
  let failures = 3
  const fireTimers: typeof store.fireTimers = (...args) => {
    failures -= 1
    if (failures >= 0) throw error()
    return store.fireTimers(...args)
  }
  const log = (_level: string, _category: string, message: string) => lines.push(message)
  const timers = createTimers(clock, { ...store, fireTimers }, log, (id) => fired.push(id))
  timers.add([timer])
  await advance(2000)
  expect(fired).toEqual([])
  await advance(2000)
  expect(fired).toEqual(['i'])
  expect(lines).toHaveLength(logged)
  timers.stop()
})
