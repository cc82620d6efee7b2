import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { pause } from '../bench/timings.ts'
import { createClockBook } from './chaos/clock-book.ts'
import { createMeter } from './client/meter.ts'
import { openHistory } from './history/write-history.ts'
import type { World } from './world.ts'

/** The world as its maker sees it. */
export interface OpenWorld {
  readonly world: World
  /** All stop after so many ms from now; what is not known `settleWithin` ms later stays unknown. */
  readonly stopAfter: (milliseconds: number, settleWithin: number) => void
  /** After all have stopped: whoever asks now may wait for the answer as long as it takes. */
  readonly goOn: (patience: number) => void
  readonly onServiceLine: (line: string) => void
  readonly tallies: ReadonlyMap<string, number>
  readonly blamed: readonly string[]
}

const mostWaiting = 5 * 60_000

export const openWorld = (
  parts: Pick<World, 'apiFor' | 'dataDir' | 'excused' | 'projects' | 'random'>,
): OpenWorld => {
  const tallies = new Map<string, number>()
  const blamed: string[] = []
  let stopAt = Number.POSITIVE_INFINITY
  let overAt = Number.POSITIVE_INFINITY
  const log = join(parts.dataDir, 'soak-service.log')
  const history = openHistory(join(parts.dataDir, 'soak-history.jsonl'))
  const world: World = {
    ...parts,
    meter: createMeter(),
    history,
    clocks: createClockBook(history),
    isStopping: () => Date.now() >= stopAt,
    isOver: () => Date.now() >= overAt,
    rest: (milliseconds) => pause(Math.max(0, Math.min(milliseconds, stopAt - Date.now()))),
    tally: (action, event) => {
      const key = `${action} ${event}`
      tallies.set(key, (tallies.get(key) ?? 0) + 1)
    },
    blame: (problem) => {
      blamed.push(problem)
      console.error(`WRONG: ${problem}`)
    },
  }
  return {
    world,
    stopAfter: (milliseconds, settleWithin) => {
      stopAt = Date.now() + milliseconds
      overAt = stopAt + settleWithin
    },
    goOn: (patience) => {
      overAt = Date.now() + patience * mostWaiting
    },
    onServiceLine: (line) => appendFileSync(log, `${line}\n`),
    tallies,
    blamed,
  }
}
