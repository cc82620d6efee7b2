import { pause } from '../../bench/timings.ts'
import type { Breakable } from '../deployment/soak-engine.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'
import type { KeptService } from './keep-service.ts'
import { createWrongClocks, type ClockRules } from './wrong-clocks.ts'

type Range = readonly [least: number, most: number]

export interface FaultTimes {
  /** Between one fault and the next, ms. */
  readonly every: Range
  /** How long the storage is away, the service stalled and its disk full, ms. */
  readonly last: Range
  /** How long a clock is wrong, ms. */
  readonly clock: Range
  /** What comes first, before chance decides. */
  readonly first: readonly Fault[]
}

interface FaultOptions {
  readonly times: FaultTimes
  /** Each fault, with how often it comes. */
  readonly draw: readonly Fault[]
  readonly clocks: ClockRules
}

export interface FaultMaker {
  readonly counts: Readonly<Record<Fault, number>>
  /** Makes faults until everybody stops; afterwards service and storage are there. */
  readonly run: () => Promise<void>
}

interface Victims {
  readonly instances: readonly KeptService[]
  readonly storage: Breakable
  /** Storage of the engine of long work, without which no instance starts. */
  readonly engineStorage: Breakable | undefined
}

export const createFaultMaker = (
  world: World,
  { instances, storage, engineStorage }: Victims,
  { times, draw, clocks }: FaultOptions,
): FaultMaker => {
  const random = world.random.fork('faults')
  const counts: Record<Fault, number> = { kill: 0, restart: 0, outage: 0, stall: 0, clock: 0, full: 0 }
  const others = draw.filter((fault) => fault !== 'clock')
  const anyInstance = (): KeptService => random.pick(instances)
  const count = (fault: Fault): void => {
    counts[fault] += 1
  }
  const wrong = createWrongClocks({ world, instances, random, count, clocks })
  const make: Readonly<Record<Fault, () => Promise<void>>> = {
    kill: () => anyInstance().replace('SIGKILL'),
    restart: () => anyInstance().replace('SIGTERM'),
    stall: () => anyInstance().stall(random.between(...times.last)),
    full: () => anyInstance().fill(random.between(...times.last)),
    clock: () => wrong.during(() => makeOthersFor(random.between(...times.clock))),
    outage: async () => {
      const away = engineStorage && random.chance(0.5) ? engineStorage : storage
      await away.down()
      await pause(random.between(...times.last))
      // The service may die in the middle of it, too.
      if (away === storage && random.chance(0.3)) {
        await anyInstance().replace('SIGKILL')
        count('kill')
      }
      await away.up()
    },
  }
  /** The other faults go on while a clock is wrong. */
  const makeOthersFor = async (milliseconds: number): Promise<void> => {
    const until = Date.now() + milliseconds
    for (;;) {
      await world.rest(Math.min(random.between(...times.every), until - Date.now()))
      if (world.isStopping() || Date.now() >= until) return
      await makeOne(random.pick(others))
    }
  }
  const makeOne = async (fault: Fault): Promise<void> => {
    world.history.note({ event: 'fault', at: Date.now(), fault })
    await make[fault]()
    count(fault)
  }
  return {
    counts,
    run: async () => {
      const first = [...times.first]
      while (!world.isStopping()) {
        await world.rest(random.between(...times.every))
        if (world.isStopping()) return
        const calm = world.meter.disturbed()
        await makeOne(first.shift() ?? random.pick(draw))
        calm()
      }
    },
  }
}
