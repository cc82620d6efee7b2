import type { Fault } from './chaos/fault.ts'
import type { ClockRules } from './chaos/wrong-clocks.ts'
import type { Random } from './random.ts'

/** What differs between one instance on the embedded store and two on one database. */
export interface Mode {
  /** By how many ms the clock of each instance is ahead when nothing is wrong with it. */
  readonly ahead: readonly number[]
  /** Each fault, with how often it comes. */
  readonly draw: readonly Fault[]
  readonly clocks: ClockRules
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Small and large ones, to both sides. */
const shiftBy =
  (...ranges: readonly (readonly [number, number])[]) =>
  (random: Random): number =>
    Math.round(random.between(...random.pick(ranges))) * (random.chance(0.5) ? 1 : -1)

const common = [
  'kill',
  'kill',
  'kill',
  'kill',
  'restart',
  'outage',
  'outage',
  'stall',
  'clock',
  'clock',
] as const

const alone: Mode = {
  ahead: [0],
  draw: [...common, 'full', 'full'],
  clocks: {
    shift: shiftBy([3 * second, minute], [minute, 15 * minute], [15 * minute, 2 * hour]),
    stored: (offset) => offset,
    settles: 0,
  },
}

/** Both go by the clock of the database, which the next response tells them when their own has changed. */
const together = (random: Random): Mode => ({
  ahead: [
    Math.round(random.between(minute, 10 * minute)),
    -Math.round(random.between(10 * second, 10 * minute)),
  ],
  draw: common,
  clocks: {
    // A stamp from the moments before an instance has noticed must not look like one of another time of the run.
    shift: shiftBy([30 * minute, 2 * hour]),
    stored: () => 0,
    settles: 3 * second,
  },
})

export const modeFor = (instances: 1 | 2, random: Random): Mode =>
  instances === 1 ? alone : together(random)
