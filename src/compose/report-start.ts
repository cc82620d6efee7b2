import { createLineWriter } from '../adapters/log/create-line-writer.ts'
import { createLog } from '../adapters/log/create-log.ts'

/** Set by a host that prints the error of a failed start for people, as the embedded one does. */
const printsItself = 'HOST_PRINTS_START_ERRORS'

/** Runs a part of the start. An app that does not start has no functions in Azure, and this line alone has the reason. */
export const reportStart = async <T>(
  start: () => T | Promise<T>,
  output: Parameters<typeof createLineWriter>[0] = process,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<T> => {
  try {
    return await start()
  } catch (error) {
    if (environment[printsItself] === 'true') throw error
    const log = createLog({ level: 'Error', now: Date.now, write: createLineWriter(output) })
    log('Error', 'The service did not start; correct the cause and start it again', { error })
    throw error
  }
}
