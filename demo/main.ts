import { runDemo } from './run-demo.ts'
import { readOptions, usage, UsageError } from './options.ts'

const main = async (): Promise<number> => {
  try {
    const options = readOptions(process.argv.slice(2))
    if (!options.help) return await runDemo(options)
    console.log(usage)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

process.exit(await main())
