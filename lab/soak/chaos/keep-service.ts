import { pause } from '../../bench/timings.ts'
import { readUsage } from '../../bench/process-usage.ts'
import { startService, type Service, type ServiceOptions } from '../../../tools/service.ts'
import { fillDisk, freeDisk } from './full-disk.ts'
import { createProcessClock } from './process-clock.ts'

export type EndSignal = 'SIGKILL' | 'SIGTERM'

/** The service, of which there are many in a row: each is ended somehow, and the next goes on with its data folder. */
export interface KeptService {
  readonly first: Service
  /** Ends it and starts the next. @param clock By how many ms the clock of the next one is wrong; as before if not given */
  readonly replace: (signal: EndSignal, clock?: number) => Promise<void>
  /** It does nothing for so long, and is not to know. */
  readonly stall: (milliseconds: number) => Promise<void>
  /** Its clock is wrong by so many ms from now on. */
  readonly setClock: (offset: number) => Promise<void>
  /** Its disk is full for so long. */
  readonly fill: (milliseconds: number) => Promise<void>
  /** Looks at its memory; call it now and then. */
  readonly look: () => Promise<void>
  /** The most memory that one of them has held, bytes. */
  readonly peak: () => number
  readonly stop: () => Promise<void>
}

interface KeepOptions extends Omit<ServiceOptions, 'dataDir'> {
  readonly dataDir: string
  /** By how many ms its clock is ahead of that of the machine when nothing is wrong with it; default 0. */
  readonly ahead?: number
}

/** @param onDeath Is told if one ends that nobody ended. */
export const keepService = async (
  { ahead = 0, ...options }: KeepOptions,
  onDeath: (how: string) => void,
): Promise<KeptService> => {
  const clock = await createProcessClock(options.dataDir, ahead)
  let peak = 0
  let ending = false
  let lives = false
  const watch = async ({ ended }: Service): Promise<void> => {
    const how = await ended
    lives = false
    if (!ending) onDeath(how)
  }
  const start = async (): Promise<Service> => {
    const service = await startService({ ...options, env: { ...options.env, ...clock.env } })
    lives = true
    watch(service).catch((error: unknown) => onDeath(String(error)))
    return service
  }
  let service = await start()
  const look = async (): Promise<void> => {
    try {
      const { peak: now } = await readUsage(service.pid)
      // One that has just ended has no memory any more.
      if (Number.isFinite(now)) peak = Math.max(peak, now)
    } catch {
      // Between two services there is none to look at.
    }
  }
  const end = async (signal: EndSignal): Promise<void> => {
    ending = true
    await look()
    await service.stop(signal)
  }
  return {
    first: service,
    replace: async (signal, offset) => {
      await end(signal)
      if (offset !== undefined) await clock.prepare(offset)
      ending = false
      service = await start()
    },
    stall: async (milliseconds) => {
      process.kill(service.pid, 'SIGSTOP')
      await pause(milliseconds)
      process.kill(service.pid, 'SIGCONT')
    },
    setClock: (offset) => clock.step(service.pid, offset),
    fill: async (milliseconds) => {
      await fillDisk(service.pid)
      await pause(milliseconds)
      // One that died of it was told of already.
      if (lives) await freeDisk(service.pid)
    },
    look,
    peak: () => peak,
    stop: () => end('SIGTERM'),
  }
}
