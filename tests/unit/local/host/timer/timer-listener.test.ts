import { describe, expect, test } from '@jest/globals'
import type { Invoke } from '../../../../../local/host/core/invoke.ts'
import type { HostedFunction } from '../../../../../local/host/core/validate.ts'
import { createTimer, type TimerStatus } from '../../../../../local/host/timer/timer-listener.ts'
import { createFakeClock } from '../fake-clock.ts'

const HOUR = 3_600_000
const START = new Date('2026-05-05T12:30:00').getTime()
const HOURLY = '0 0 * * * *'
const iso = (time: number) => new Date(time).toISOString()

function setup(schedule: string, binding: Record<string, unknown> = {}, stored?: TimerStatus) {
  const fake = createFakeClock(START)
  const runs: { time: number; isPastDue: unknown; status: unknown }[] = []
  const saved = new Map<string, TimerStatus>(stored === undefined ? [] : [['t', stored]])
  const errors: string[] = []
  const state = { fails: false, hold: undefined as Promise<unknown> | undefined }
  const invoke: Invoke = async (_fn, { inputData }) => {
    const data = JSON.parse(inputData[0]?.data.json ?? '{}') as Record<string, unknown>
    runs.push({ time: fake.clock.now(), isPastDue: data['IsPastDue'], status: data['ScheduleStatus'] })
    await state.hold
    return {
      result: undefined,
      error: state.fails ? new Error('on purpose') : undefined,
      respond: async () => Promise.resolve({}),
    }
  }
  const fn: HostedFunction = {
    name: 't',
    trigger: 'timerTrigger',
    triggerName: 'timer',
    binding: { type: 'timerTrigger', ...binding },
    clients: [],
    registered: { metadata: { name: 't', bindings: {} }, callback: () => undefined },
  }
  const timer = createTimer(fn, {
    clock: fake.clock,
    store: {
      read: (name) => saved.get(name),
      write: (name, status) => {
        saved.set(name, status)
      },
    },
    invoke,
    log: (level, _category, message) => {
      if (level === 'error') errors.push(message)
    },
    settings: {},
    clientData: () => '',
    schedule,
  })
  return { ...fake, timer, runs, saved, errors, state }
}

describe('createTimer', () => {
  test('runs at the times of its schedule and keeps its status', async () => {
    const { timer, runs, advance, saved } = setup(HOURLY)
    timer.start()
    expect(saved.get('t')).toEqual({
      Last: '0001-01-01T00:00:00',
      Next: iso(START + HOUR / 2),
      LastUpdated: iso(START),
    })
    await advance(2 * HOUR)
    expect(runs.map(({ time }) => time)).toEqual([START + HOUR / 2, START + 1.5 * HOUR])
    expect(runs.map(({ isPastDue }) => isPastDue)).toEqual([false, false])
    expect(saved.get('t')).toMatchObject({ Last: iso(START + 1.5 * HOUR), Next: iso(START + 2.5 * HOUR) })
  })

  test('runs at once if its time passed while the host was down', async () => {
    const last = START - 3.5 * HOUR
    const { timer, runs, settle, saved } = setup(
      HOURLY,
      {},
      {
        Last: iso(last),
        Next: iso(last + HOUR),
        LastUpdated: iso(last),
      },
    )
    timer.start()
    await settle()
    expect(runs).toEqual([
      { time: START, isPastDue: true, status: expect.objectContaining({ Last: iso(last) }) },
    ])
    expect(saved.get('t')?.Next).toBe(iso(START + HOUR / 2))
  })

  test('an edited schedule starts afresh instead of being past due', async () => {
    const last = START - 3.5 * HOUR
    const { timer, runs, settle, saved } = setup(
      '0 15 * * * *',
      {},
      {
        Last: iso(last),
        Next: iso(last + HOUR),
        LastUpdated: iso(last),
      },
    )
    timer.start()
    await settle()
    expect(runs).toEqual([])
    expect(saved.get('t')?.Next).toBe(iso(START + 0.75 * HOUR))
  })

  test('runOnStartup runs at once, not past due', async () => {
    const { timer, runs, settle } = setup(HOURLY, { runOnStartup: true })
    timer.start()
    await settle()
    expect(runs).toMatchObject([{ time: START, isPastDue: false }])
  })

  test('an error is logged and the schedule goes on', async () => {
    const { timer, runs, advance, errors, state } = setup(HOURLY)
    state.fails = true
    timer.start()
    await advance(2 * HOUR)
    expect(runs).toHaveLength(2)
    expect(errors).toEqual(
      Array.from({ length: 2 }, () => 'The timer failed, its schedule goes on: on purpose'),
    )
  })

  test('runs one at a time, and stop waits for it', async () => {
    const { timer, runs, advance, state, settle } = setup(HOURLY)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    state.hold = promise
    timer.start()
    await advance(HOUR)
    const second = timer.runNow()
    await settle()
    expect(runs).toHaveLength(1)
    const stopped = timer.stop(1000)
    resolve(undefined)
    await Promise.all([second, stopped])
    expect(runs).toHaveLength(1)
    await advance(5 * HOUR)
    expect(runs).toHaveLength(1)
  })

  test.each([
    ['*/10 * * * * *', {}],
    [HOURLY, { useMonitor: false }],
  ])('%s %j has no status', async (schedule, binding) => {
    const { timer, runs, advance, saved } = setup(schedule, binding)
    timer.start()
    await advance(HOUR)
    expect(runs[0]?.status).toBeNull()
    expect(saved.size).toBe(0)
  })
})
