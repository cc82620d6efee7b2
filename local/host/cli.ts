import { parseArgs } from 'node:util'
import { errorMessage, type Log } from './log.ts'
import { startHost } from './host.ts'

const USAGE =
  'Usage: node local/host/cli.ts <appDirectory> --state FILE [--port N] [--hostname NAME] [--quiet]'

const log: Log = (level, category, message, error) => {
  if (level === 'trace' || level === 'debug') return
  const stack = error instanceof Error && error.stack !== undefined ? `\n${error.stack}` : ''
  console.error(`[${level}] ${category}: ${message}${stack}`)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '7071' },
      hostname: { type: 'string', default: '127.0.0.1' },
      state: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      'max-body': { type: 'string' },
    },
  })
  const [appDirectory] = positionals
  const { state: stateFile } = values
  if (appDirectory === undefined || stateFile === undefined) throw new Error(USAGE)
  const maxBody = values['max-body']
  const host = await startHost({
    appDirectory,
    stateFile,
    port: Number(values.port),
    hostname: values.hostname,
    ...(maxBody === undefined ? {} : { maxBodyBytes: Number(maxBody) }),
    ...(values.quiet ? {} : { log }),
  })
  const stop = () => {
    host.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(errorMessage(error))
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  console.log(`listening on ${host.url}`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  process.exit(1)
}
