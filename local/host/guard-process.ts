import { errorMessage } from './log.ts'
import type { Log } from './log.ts'

/**
 * The last net of a process. A promise whose rejection no code handles belongs to one request or step, so the process logs
 * it and goes on. An exception that no code caught may have left anything half done: the process ends, and its next start
 * continues from what is stored.
 */
export const guardProcess = (log: Log, end: () => void = () => process.exit(1)): void => {
  process.on('unhandledRejection', (error) => {
    log('error', 'Process', `Background work failed without a handler: ${errorMessage(error)}`, error)
  })
  process.on('uncaughtException', (error) => {
    log('critical', 'Process', `The process ends after an unexpected error: ${error.message}`, error)
    end()
  })
}
