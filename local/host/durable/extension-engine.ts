import {
  startExtensionProcess,
  stopExtensionProcess,
  untilForeignReady,
  untilReady,
} from './extension-process.ts'
import type { ExtensionProgram } from './extension-process.ts'
import type { DurableEngine, EngineHost } from './engine.ts'
import { openWorkerServer } from './worker-server.ts'
import type { WorkerAddress, WorkerServer } from './worker-server.ts'

/** The real Durable Task extension, in a process of its own. */
export interface ExtensionOptions {
  /** Undefined: somebody else has started the program, which calls the functions at `worker` and outlives this process. */
  readonly own: ExtensionProgram | undefined
  /** Holds the value of `durableClient` inputs once the program is ready. */
  readonly clientFile: string
  readonly worker: WorkerAddress
}

const joinProcess = async (
  worker: WorkerServer,
  { clientFile }: ExtensionOptions,
): Promise<DurableEngine> => ({
  client: await untilForeignReady(clientFile),
  start: () => {},
  stop: (graceMs) => worker.close(graceMs),
})

const startProcess = async (
  host: EngineHost,
  worker: WorkerServer,
  own: ExtensionProgram,
  { clientFile }: ExtensionOptions,
): Promise<DurableEngine> => {
  const options = { ...own, clientFile, workerUrl: worker.url, endsWith: process.pid }
  const child = await startExtensionProcess(options)
  try {
    const client = await untilReady(child, options)
    const onExit = () => {
      host.log('critical', 'Host.Durable', 'The Durable extension has ended; the service ends with it.')
      process.exit(1)
    }
    child.once('exit', onExit)
    return {
      client,
      // The extension resumes what its storage holds as soon as it is ready.
      start: () => {},
      stop: async (graceMs) => {
        child.off('exit', onExit)
        await stopExtensionProcess(child, graceMs)
        await worker.close(0)
      },
    }
  } catch (error) {
    await stopExtensionProcess(child, 0)
    throw error
  }
}

/**
 * Durable Functions on the real extension, which calls the app's functions in this process. A program of this process's own
 * ends with it, and if it ends by itself this process ends too, as an instance of Azure does. Beside a program that somebody
 * else has started, this process is its worker only, which may die and come back.
 */
export const openExtensionEngine = async (
  host: EngineHost,
  options: ExtensionOptions,
): Promise<DurableEngine> => {
  const worker = await openWorkerServer(host, options.worker)
  try {
    const { own } = options
    return await (own ? startProcess(host, worker, own, options) : joinProcess(worker, options))
  } catch (error) {
    await worker.close(0)
    throw error
  }
}
