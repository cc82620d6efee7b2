import { isStartError } from '../host/start-error.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const parentCheckMs = 200

/** npm passes a signal to the shell that it runs a script in, and some shells end without passing it on. */
const onOrphaned = (stop: () => void): void => {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, parentCheckMs)
  timer.unref()
}

/** Resolves at the first request to stop; a second one by the same signal ends the process at once. */
export const untilStopped = (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of signals) process.once(signal, () => resolve())
  const { npm_lifecycle_event: script, ENDS_WITH_PARENT: ends } = process.env
  if (script !== undefined || ends === 'true') onOrphaned(resolve)
  return promise
}

/** Runs a command's main function. A `StartError` is printed as its sentence; any other error keeps its stack. */
export const run = async (main: () => Promise<number>): Promise<never> => {
  try {
    process.exit(await main())
  } catch (error) {
    console.error(isStartError(error) ? error.message : error)
    process.exit(1)
  }
}
