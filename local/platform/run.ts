import { StartError } from './start-error.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves at the first request to stop; the second ends the process at once. */
export function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of SIGNALS) process.once(signal, () => resolve())
  return promise
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
