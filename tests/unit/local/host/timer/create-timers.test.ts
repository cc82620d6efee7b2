import { expect, test } from '@jest/globals'
import type { HostedFunction } from '../../../../../local/host/core/validate.ts'
import { createTimers } from '../../../../../local/host/timer/create-timers.ts'
import { createFakeClock } from '../fake-clock.ts'

const deps = {
  clock: createFakeClock(0).clock,
  store: { read: () => undefined, write: () => undefined },
  invoke: () => Promise.reject(new Error('unexpected')),
  log: () => undefined,
  client: '',
}
const functionOf = (trigger: HostedFunction['trigger'], schedule?: unknown): HostedFunction => ({
  name: 'nightly',
  trigger,
  triggerName: 'trigger',
  binding: { type: trigger, schedule },
  clients: [],
  registered: { metadata: { name: 'nightly', bindings: {} }, callback: () => undefined },
})
const timersOf = (...functions: readonly HostedFunction[]) =>
  createTimers(functions, { HOUR: '4', EMPTY: '' }, deps)

test('makes a timer for each timer function, with its settings', () => {
  expect([...timersOf(functionOf('timerTrigger', '0 0 %HOUR% * * *')).keys()]).toEqual(['nightly'])
  expect(timersOf(functionOf('httpTrigger')).size).toBe(0)
})

test.each([
  ['0 0 25 * * *', /Function "nightly": "25" is not a valid hour/],
  ['%EMPTY%', /Function "nightly": "" is not a schedule/],
  ['0 0 %OTHER% * * *', /Function "nightly": Set the app setting "OTHER"/],
  [undefined, /Function "nightly": give it a schedule/],
])('refuses the schedule %s', (schedule, message) => {
  expect(() => timersOf(functionOf('timerTrigger', schedule))).toThrow(message)
})
