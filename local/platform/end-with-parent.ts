import { takeLock } from './lock.ts'
import { predecessorWaitMs } from './azurite-messages.ts'

/**
 * Loaded before a program that is a child of the service: takes its folder (`FOLDER_LOCK` names the lock file), waiting for the child of
 * a killed service, and asks the program to end when the service has ended, however that ended.
 */
const { FOLDER_LOCK: file } = process.env
if (file !== undefined && takeLock(file, predecessorWaitMs) === undefined) {
  console.error(`${file} is still held by another process. Stop that one first.`)
  process.exit(1)
}
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
