import { consoleLog } from './console-log.ts'
import { startPlatform } from './platform.ts'
import { untilStopped } from './run.ts'
import { welcome } from './welcome.ts'

/** Runs the service until it is asked to stop, and answers the exit status. */
export async function serve(appDirectory: string): Promise<number> {
  const stopped = untilStopped()
  const platform = await startPlatform({ appDirectory, log: consoleLog(process.env) })
  console.log(welcome(platform.url, platform.services))
  await stopped
  await platform.close()
  return 0
}
