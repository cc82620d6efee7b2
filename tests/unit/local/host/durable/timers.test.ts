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
