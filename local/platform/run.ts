import { StartError } from './start-error.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const PARENT_CHECK_MS = 200

/** Resolves at the first request to stop; a second one by the same signal ends the process at once. */
export function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of SIGNALS) process.once(signal, () => resolve())
  if (process.env['npm_lifecycle_event'] !== undefined) onOrphaned(resolve)
  return promise
}

/** npm hands a signal to the shell that it runs a script in, and some shells die of it without handing it on. */
function onOrphaned(stop: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, PARENT_CHECK_MS)
  timer.unref()
}

/** Runs a command's main function. What the user can do something about is one sentence; all else keeps its stack. */
export async function run(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main())
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error)
    process.exit(1)
  }
}
