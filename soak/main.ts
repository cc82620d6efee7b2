import { readOptions, usage, UsageError } from './options.ts'
import { run } from './run.ts'

const main = async (args: readonly string[]): Promise<number> => {
  if (args.includes('--help')) {
    console.log(usage)
    return 0
  }
  try {
    return (await run(readOptions(args))) ? 0 : 1
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error)
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
