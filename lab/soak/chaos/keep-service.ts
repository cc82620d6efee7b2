import { pause } from '../../bench/timings.ts'
import { readUsage } from '../../bench/process-usage.ts'
import { startService, type Service, type ServiceOptions } from '../../../tools/service.ts'

/** The service, of which there are many in a row: each is ended somehow, and the next goes on with its data folder. */
export interface KeptService {
  readonly first: Service
  /** Ends it and starts the next. */
  readonly replace: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>
  /** It does nothing for so long, and is not to know. */
  readonly stall: (milliseconds: number) => Promise<void>
  /** Looks at its memory; call it now and then. */
  readonly look: () => Promise<void>
  /** The most memory that one of them has held, bytes. */
  readonly peak: () => number
  readonly stop: () => Promise<void>
}

/** @param onDeath Is told if one ends that nobody ended. */
export const keepService = async (
  options: ServiceOptions,
  onDeath: (how: string) => void,
): Promise<KeptService> => {
  let peak = 0
  let ending = false
  const watch = async ({ ended }: Service): Promise<void> => {
    const how = await ended
    if (!ending) onDeath(how)
  }
  const start = async (): Promise<Service> => {
    const service = await startService(options)
    watch(service).catch((error: unknown) => onDeath(String(error)))
    return service
  }
  let service = await start()
  const look = async (): Promise<void> => {
    try {
      peak = Math.max(peak, (await readUsage(service.pid)).peak)
    } catch {
      // Between two services there is none to look at.
    }
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    ending = true
    await look()
    await service.stop(signal)
  }
  return {
    first: service,
    replace: async (signal) => {
      await end(signal)
      ending = false
      service = await start()
    },
    stall: async (milliseconds) => {
      process.kill(service.pid, 'SIGSTOP')
      await pause(milliseconds)
      process.kill(service.pid, 'SIGCONT')
    },
    look,
    peak: () => peak,
    stop: () => end('SIGTERM'),
  }
}
