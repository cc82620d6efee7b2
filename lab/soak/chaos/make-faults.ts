import { pause } from '../../bench/timings.ts'
import type { BreakableStorage } from '../../../tools/breakable-storage.ts'
import type { World } from '../world.ts'
import type { KeptService } from './keep-service.ts'

export const faults = ['kill', 'restart', 'outage', 'stall'] as const
export type Fault = (typeof faults)[number]

/** Each with how often it comes. */
const draw: readonly Fault[] = ['kill', 'kill', 'kill', 'kill', 'restart', 'outage', 'outage', 'stall']

export interface FaultTimes {
  /** Between one fault and the next, ms. */
  readonly every: readonly [least: number, most: number]
  /** How long the storage is away and the service stalled, ms. */
  readonly last: readonly [least: number, most: number]
  /** What comes first, before chance decides. */
  readonly first: readonly Fault[]
}

export interface FaultMaker {
  readonly counts: Readonly<Record<Fault, number>>
  /** Makes faults until everybody stops; afterwards service and storage are there. */
  readonly run: () => Promise<void>
}

export const createFaultMaker = (
  world: World,
  { service, storage }: { readonly service: KeptService; readonly storage: BreakableStorage },
  times: FaultTimes,
): FaultMaker => {
  const random = world.random.fork('faults')
  const counts: Record<Fault, number> = { kill: 0, restart: 0, outage: 0, stall: 0 }
  const make: Readonly<Record<Fault, () => Promise<void>>> = {
    kill: () => service.replace('SIGKILL'),
    restart: () => service.replace('SIGTERM'),
    stall: () => service.stall(random.between(...times.last)),
    outage: async () => {
      await storage.down()
      await pause(random.between(...times.last))
      // The service may die in the middle of it, too.
      if (random.chance(0.3)) {
        await service.replace('SIGKILL')
        counts.kill += 1
      }
      await storage.up()
    },
  }
  return {
    counts,
    run: async () => {
      const first = [...times.first]
      while (!world.isStopping()) {
        await world.rest(random.between(...times.every))
        if (world.isStopping()) return
        const fault = first.shift() ?? random.pick(draw)
        world.history.note({ event: 'fault', at: Date.now(), fault })
        const calm = world.meter.disturbed()
        await make[fault]()
        calm()
        counts[fault] += 1
      }
    },
  }
}
