import { randomBytes } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { newWorkerAddress } from '../../local/host/durable/worker-server.ts'
import { startHost } from '../../local/host/host.ts'
import { startHostStorage } from '../../local/platform/host-storage.ts'
import { untilStopped } from '../../local/platform/run.ts'

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
    worker: newWorkerAddress(),
  },
})
process.stdout.write(`listening on ${host.url}\n`)
await untilStopped()
await host.close()
await storage.close()
