import { pause } from '../../bench/timings.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'
import type { KeptService } from './keep-service.ts'

interface Options {
  readonly world: World
  readonly instances: readonly KeptService[]
  readonly random: Random
  readonly count: (fault: Fault) => void
  readonly clocks: ClockRules
}

export interface ClockRules {
  /** By how much a clock is wrong, ms. */
  readonly shift: (random: Random) => number
  /** By how much the times are wrong that an instance with such a clock stores. */
  readonly stored: (offset: number) => number
  /** How long an instance may go on with the clock that it had, ms. */
  readonly settles: number
}

export interface WrongClocks {
  /** The clock of one instance is wrong until this has ended; then it is as before. */
  readonly during: (meanwhile: () => Promise<void>) => Promise<void>
}

export const createWrongClocks = ({ world, instances, random, count, clocks }: Options): WrongClocks => {
  const set = async (index: number, offset: number): Promise<void> => {
    const instance = instances[index]
    if (!instance) throw new Error(`There is no instance ${index}`)
    world.clocks.changing(index)
    // A clock that was wrong at the start is another case than one that jumps.
    if (random.chance(0.4)) {
      const signal = random.pick(['SIGKILL', 'SIGTERM'] as const)
      await instance.replace(signal, offset)
      count(signal === 'SIGKILL' ? 'kill' : 'restart')
    } else await instance.setClock(offset)
    await pause(clocks.settles)
    world.clocks.changed(index, clocks.stored(offset))
  }
  return {
    during: async (meanwhile) => {
      const index = random.whole(0, instances.length - 1)
      await set(index, clocks.shift(random))
      await meanwhile()
      await set(index, 0)
    },
  }
}
