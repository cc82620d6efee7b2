import { describe, expect, test } from '@jest/globals'
import type { Invoke } from '../../../../../local/host/core/invoke.ts'
import type { HostedFunction } from '../../../../../local/host/core/validate.ts'
import { createTimer } from '../../../../../local/host/timer/timer-listener.ts'
import type { TimerStatus } from '../../../../../local/host/timer/timer-store.ts'
import { createFakeClock } from '../fake-clock.ts'

const hour = 3_600_000
const start = new Date('2026-05-05T12:30:00').getTime()
const hourly = '0 0 * * * *'
const iso = (time: number) => new Date(time).toISOString()

const setup = (schedule: string, stored?: TimerStatus) => {
  const fake = createFakeClock(start)
  const runs: { time: number; isPastDue: unknown; status: unknown }[] = []
  const saved = new Map<string, TimerStatus>(stored === undefined ? [] : [['t', stored]])
  const errors: string[] = []
  const state = {
    fails: false,
    storeFails: false,
    hold: undefined as Promise<unknown> | undefined,
    clockAhead: 0,
  }
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
    binding: { type: 'timerTrigger' },
    clients: [],
    registered: { metadata: { name: 't', bindings: {} }, callback: () => undefined },
  }
  const timer = createTimer(fn, schedule, {
    clock: { ...fake.clock, now: () => fake.clock.now() + state.clockAhead },
    store: {
      read: (name) => {
        if (state.storeFails) throw new Error('unreadable')
        return saved.get(name)
      },
      write: (name, status) => {
        if (state.storeFails) throw new Error('disk full')
        saved.set(name, status)
      },
    },
    invoke,
    log: (level, _category, message) => {
      if (level === 'error') errors.push(message)
    },
    client: '',
  })
  return { ...fake, timer, runs, saved, errors, state }
}

const last = start - 3.5 * hour
/** Of a host that was down at the next time. */
const missed = { Last: iso(last), Next: iso(last + hour), LastUpdated: iso(last) }

describe('createTimer', () => {
  test('runs at the times of its schedule and keeps its status', async () => {
    const { timer, runs, advance, saved } = setup(hourly)
    timer.start()
    expect(saved.get('t')).toEqual({
      Last: '0001-01-01T00:00:00',
      Next: iso(start + hour / 2),
      LastUpdated: iso(start),
    })
    await advance(2 * hour)
    expect(runs.map(({ time }) => time)).toEqual([start + hour / 2, start + 1.5 * hour])
    expect(runs.map(({ isPastDue }) => isPastDue)).toEqual([false, false])
    expect(saved.get('t')).toMatchObject({ Last: iso(start + 1.5 * hour), Next: iso(start + 2.5 * hour) })
  })

  test('runs at once if its time passed while the host was down', async () => {
    const { timer, runs, settle, saved } = setup(hourly, missed)
    timer.start()
    await settle()
    expect(runs).toEqual([
      { time: start, isPastDue: true, status: expect.objectContaining({ Last: missed.Last }) },
    ])
    expect(saved.get('t')?.Next).toBe(iso(start + hour / 2))
  })

  test('an edited schedule starts anew instead of being past due', async () => {
    const { timer, runs, settle, saved } = setup('0 15 * * * *', missed)
    timer.start()
    await settle()
    expect(runs).toEqual([])
    expect(saved.get('t')?.Next).toBe(iso(start + 0.75 * hour))
  })

  test('a clock that was hours ahead holds up its schedule for one time of it', async () => {
    const { timer, runs, advance, state } = setup(hourly)
    state.clockAhead = 24 * hour
    timer.start()
    state.clockAhead = 0
    await advance(2.5 * hour)
    expect(runs.map(({ time }) => time)).toEqual([start + 1.5 * hour, start + 2.5 * hour])
  })

  test('an error is logged and the schedule continues', async () => {
    const { timer, runs, advance, errors, state } = setup(hourly)
    state.fails = true
    timer.start()
    await advance(2 * hour)
    expect(runs).toHaveLength(2)
    expect(errors).toEqual(
      Array.from({ length: 2 }, () => 'The timer failed, its schedule continues: on purpose'),
    )
  })

  test('runs one at a time, and stop waits for it', async () => {
    const { timer, runs, advance, state, settle } = setup(hourly)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    state.hold = promise
    timer.start()
    await advance(hour)
    timer.runNow()
    await settle()
    expect(runs).toHaveLength(1)
    const stopped = timer.stop(1000)
    resolve(undefined)
    await stopped
    expect(runs).toHaveLength(1)
    await advance(5 * hour)
    expect(runs).toHaveLength(1)
  })

  test('a schedule of less than a minute has no status', async () => {
    const { timer, runs, advance, saved } = setup('*/10 * * * * *')
    timer.start()
    await advance(hour)
    expect(runs[0]?.status).toBeNull()
    expect(saved.size).toBe(0)
  })

  test('runs on while its status can be neither read nor stored', async () => {
    const { timer, runs, advance, settle, saved, state } = setup(hourly)
    state.storeFails = true
    timer.start()
    await advance(2 * hour)
    expect(runs).toHaveLength(2)
    timer.runNow()
    await settle()
    await settle()
    state.storeFails = false
    await advance(hour)
    expect(runs).toHaveLength(4)
    expect(saved.get('t')?.Last).toBe(iso(new Date('2026-05-05T15:00:00').getTime()))
  })
})
