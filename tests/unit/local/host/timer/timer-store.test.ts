import { expect, test } from '@jest/globals'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import { createTimerStore } from '../../../../../local/host/timer/timer-store.ts'

test('keeps the last status of each timer', () => {
  const database = openDatabase(':memory:', () => {})
  const store = createTimerStore(database)
  expect(store.read('t')).toBeUndefined()
  for (const Last of ['first', 'second']) store.write('t', { Last, Next: 'b', LastUpdated: 'c' })
  expect(store.read('t')).toEqual({ Last: 'second', Next: 'b', LastUpdated: 'c' })
  database.close()
})
