import { isStartError } from '../host/start-error.ts'
import { takeLock } from './lock.ts'
import { predecessorWaitMs } from './azurite-messages.ts'

/**
 * Loaded before a program that is a child of the service: takes its folder (`FOLDER_LOCK` names the lock file), waiting for the child of
 * a killed service, and asks the program to end when the service has ended, however that ended.
 */
const { FOLDER_LOCK: file } = process.env
const endWithinMs = predecessorWaitMs / 2

const refuse = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const takeFolder = (lock: string): void => {
  try {
    const taken = takeLock(lock, predecessorWaitMs)
    // A lock that nothing refers to ends with the next garbage collection.
    if (taken !== undefined) {
      process.once('exit', taken.release)
      return
    }
  } catch (error) {
    if (!isStartError(error)) throw error
    refuse(error.message)
  }
  refuse(`${lock} is still held by another process. Stop that one first.`)
}

if (file !== undefined) takeFolder(file)
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  // Azurite that cannot save stays; the next process waits for its folder.
  setTimeout(() => process.exit(1), endWithinMs).unref()
})
