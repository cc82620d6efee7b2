import './platform/private-umask.ts'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { guardProcess } from './host/guard-process.ts'
import { StartError } from './host/start-error.ts'
import { openBlobAccount } from './platform/blob-account.ts'
import { consoleLog } from './platform/console-log.ts'
import { writeEndpoints, removeEndpoints } from './platform/endpoints.ts'
import { startHostStorage } from './platform/host-storage.ts'
import { publicUrlOf } from './platform/app-settings.ts'
import { chooseServicePort, loopback } from './platform/ports.ts'
import { run } from './platform/run.ts'
import { startServices } from './platform/services.ts'
import { serveSignIn } from './platform/sign-in/open-sign-in.ts'

const requireCoreTools = (): void => {
  const { error } = spawnSync('func', ['--version'])
  if (error === undefined) return
  throw new StartError(
    'Azure Functions Core Tools 4 (the command func) is not on the PATH. Install it ' +
      '(https://learn.microsoft.com/azure/azure-functions/functions-run-local), or use npm start, which needs nothing.',
  )
}

/** Prints the line that others wait for, once the app answers. */
const announce = async (url: string, running: () => boolean): Promise<void> => {
  while (running()) {
    const health = await fetch(`${url}/api/health`).catch(() => undefined)
    if (health?.status === 200) {
      console.log(`listening on ${url}`)
      return
    }
    await setTimeout(500)
  }
}

/** Runs the service in the real Functions host, with the platform's storage, issuer and settings around it. */
await run(async () => {
  requireCoreTools()
  const port = await chooseServicePort(process.env)
  const log = consoleLog(process.env)
  guardProcess(log)
  const services = await startServices(process.env, log)
  const account = services.blobs?.account ?? (await openBlobAccount(services.folder, undefined))
  const hostStorage = await startHostStorage(services.folder.file('func-storage'), account)
  const url = `http://${loopback}:${port}`
  const signIn = await serveSignIn(services, process.env, log)
  await writeEndpoints(services, { serviceUrl: url }, log)

  // Core Tools are of the same terminal and get Ctrl-C themselves; this process waits for them.
  process.on('SIGINT', () => undefined)
  const func = spawn('func', ['start', '--port', String(port)], {
    cwd: resolve(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      ...services.settings,
      ...signIn.settings,
      PUBLIC_URL: publicUrlOf(process.env, port),
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsStorage: hostStorage.connectionString,
    },
  })
  process.on('SIGTERM', () => func.kill('SIGTERM'))
  const isRunning = (): boolean => func.exitCode === null && func.signalCode === null
  await Promise.all([once(func, 'exit'), announce(url, isRunning)])
  await removeEndpoints(services.folder)
  signIn.close()
  await hostStorage.close()
  await services.close()
  return func.exitCode ?? 0
})
