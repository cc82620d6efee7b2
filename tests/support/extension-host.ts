import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join, resolve } from 'node:path'
import { startHost } from '../../local/host/host.ts'
import { startHostStorage } from '../../local/platform/host-storage.ts'

// node tests/support/extension-host.ts APP PROGRAM STATE: an app on the real Durable extension, with a storage of its own.
const [appDirectory = '', program = '', stateFile = ''] = process.argv.slice(2)
const folder = dirname(stateFile)
const storage = await startHostStorage(undefined, {
  name: 'durablestate',
  key: randomBytes(64).toString('base64'),
})
const host = await startHost({
  appDirectory,
  stateFile,
  port: 0,
  log: (level, category, message) => {
    if (level !== 'trace' && level !== 'debug') process.stderr.write(`[${level}] ${category}: ${message}\n`)
  },
  extension: {
    own: {
      program,
      storage: storage.connectionString,
      hostJson: resolve('host.json'),
      logFile: join(folder, 'durable.log'),
    },
    clientFile: join(folder, 'durable-client.json'),
    workerPort: 0,
  },
})
process.stdout.write(`listening on ${host.url}\n`)
await once(process, 'SIGTERM')
await host.close()
await storage.close()
