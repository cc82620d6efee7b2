import { createLineWriter } from '../adapters/log/create-line-writer.ts'
import { createLog } from '../adapters/log/create-log.ts'

/** Runs a part of the start. An app that does not start has no functions in Azure, and this line alone has the reason. */
export const reportStart = async <T>(
  start: () => T | Promise<T>,
  output: Parameters<typeof createLineWriter>[0] = process,
): Promise<T> => {
  try {
    return await start()
  } catch (error) {
    const log = createLog({ level: 'Error', now: Date.now, write: createLineWriter(output) })
    log('Error', 'The service did not start; correct the cause and start it again', { error })
    throw error
  }
}
