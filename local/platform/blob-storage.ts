import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { explainFileError } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'
import { StartError } from '../host/start-error.ts'
import { hasEnded, startAzurite, stopAzurite } from './azurite-process.ts'
import { storageAccountOf } from './blob-account.ts'
import type { BlobAccount } from './blob-account.ts'
import { createContainers, imageContainer, serviceContainers } from './containers.ts'
import { allowOrigins } from './storage-cors.ts'

const firstPauseMs = 100
const longestPauseMs = 10_000
/** A process that served for this long does not fail at its start: the next pause is the first again. */
const stableMs = 60_000

export interface BlobStorage {
  readonly account: BlobAccount
  readonly close: () => Promise<void>
}

/** `once` would also reject at an error, of which the process does not end. */
const exitOf = async (child: ChildProcess, signal: AbortSignal): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = () => reject(new DOMException('The storage is closing', 'AbortError'))
  const ended = () => resolve()
  child.once('exit', ended)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await promise
  } finally {
    child.off('exit', ended)
    signal.removeEventListener('abort', stop)
  }
}

const unlessClosing = async (waiting: Promise<unknown>): Promise<void> => {
  try {
    await waiting
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}

const startWithContainers = async (
  folder: string,
  account: BlobAccount,
  warn: (message: string) => void,
  origins: string | undefined,
) => {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new StartError(explainFileError(error, folder) ?? errorMessage(error), { cause: error })
  }
  const child = await startAzurite(folder, account, warn)
  try {
    await createContainers(storageAccountOf(account), [...serviceContainers, imageContainer])
    if (origins !== undefined) await allowOrigins(storageAccountOf(account), { origins, keepOthers: false })
    return child
  } catch (error) {
    await stopAzurite(child)
    throw error
  }
}

/** Runs Azurite until it is closed: when its process dies, another one replaces it on the same port. */
export const startBlobStorage = async (
  folder: string,
  account: BlobAccount,
  warn: (message: string) => void,
  /** `CORS_ORIGINS`; undefined: what is set stays. */
  origins?: string,
): Promise<BlobStorage> => {
  let child = await startWithContainers(folder, account, warn, origins)
  const closing = new AbortController()
  const { signal } = closing

  const restart = async (): Promise<void> => {
    try {
      child = await startAzurite(folder, account, warn)
      warn('Azurite serves again.')
    } catch (error) {
      warn(`Azurite could not be started: ${errorMessage(error)}`)
    }
  }
  const supervise = async (): Promise<void> => {
    let pause = firstPauseMs
    while (!signal.aborted) {
      const began = Date.now()
      if (!hasEnded(child)) await unlessClosing(exitOf(child, signal))
      if (signal.aborted) return
      if (Date.now() - began > stableMs) pause = firstPauseMs
      warn(`Azurite ended (${child.signalCode ?? `exit status ${child.exitCode}`}); starting it again.`)
      await unlessClosing(wait(pause, undefined, { signal }))
      pause = Math.min(pause * 2, longestPauseMs)
      if (!signal.aborted) await restart()
    }
  }

  const supervision = supervise()
  return {
    account,
    close: async () => {
      closing.abort()
      await supervision
      await stopAzurite(child)
    },
  }
}
