/** What the user can do something about: said without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

interface Command<T> {
  readonly usage: string
  /** @throws UsageError */
  readonly readOptions: (args: readonly string[]) => T
  /** Whether all was as it should be. */
  readonly run: (options: T) => Promise<boolean>
}

/** Runs a script of the command line to its end. Its exit status says how it went. */
export const runCommand = async <T>({ usage, readOptions, run }: Command<T>): Promise<void> => {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    console.log(usage)
    return
  }
  try {
    process.exitCode = (await run(readOptions(args))) ? 0 : 1
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error)
    process.exitCode = 1
  }
}
