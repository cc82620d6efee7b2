import { parseArgs } from 'node:util'
import { guardProcess } from './guard-process.ts'
import { startHost } from './host.ts'
import { errorMessage } from './log.ts'
import type { Log } from './log.ts'

const usage =
  'Usage: node local/host/cli.ts <appDirectory> --state FILE [--port N] [--max-body BYTES] [--quiet]'

const stderrLog: Log = (level, category, message, error) => {
  if (level === 'trace' || level === 'debug') return
  const stack = error instanceof Error && error.stack !== undefined ? `\n${error.stack}` : ''
  console.error(`[${level}] ${category}: ${message}${stack}`)
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '7071' },
      state: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      'max-body': { type: 'string' },
    },
  })
  const [appDirectory] = positionals
  const { state: stateFile, port, quiet, 'max-body': maxBody } = values
  if (appDirectory === undefined || stateFile === undefined) throw new Error(usage)
  guardProcess(stderrLog)
  const { HOST_MASTER_KEY: masterKey, PUBLIC_URL: publicUrl } = process.env
  const host = await startHost({
    appDirectory,
    stateFile,
    port: Number(port),
    log: quiet ? () => {} : stderrLog,
    ...(masterKey && { masterKey }),
    ...(publicUrl && { publicUrl }),
    ...(maxBody !== undefined && { maxBodyBytes: Number(maxBody) }),
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
