import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { azuriteMessage } from './azurite-messages.ts'
import type { AzuriteMessage } from './azurite-messages.ts'
import type { BlobAccount } from './blob-account.ts'
import { StartError } from '../host/start-error.ts'

const program = fileURLToPath(new URL('./azurite-child.ts', import.meta.url))
const closeMs = 20_000

const firstMessage = async (child: ChildProcess): Promise<AzuriteMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<AzuriteMessage>()
  const parsed = (message: unknown) => resolve(azuriteMessage.parse(message))
  const ended = (code: number | null, signal: string | null) =>
    reject(new Error(`Blob storage (Azurite) ended before it served: ${signal ?? `exit status ${code}`}.`))
  child.once('message', parsed).once('exit', ended).once('error', reject)
  try {
    return await promise
  } finally {
    child.off('message', parsed).off('exit', ended).off('error', reject)
  }
}

const sentenceFor = (cause: 'PortTaken' | 'FolderTaken', folder: string, { port }: BlobAccount): string =>
  cause === 'PortTaken'
    ? `Port ${port}, where the blob storage of this data folder is reached, is taken by another program. ` +
      'Stop that one first, or choose another port with BLOB_PORT.'
    : `The blob storage in ${folder} is still in use by another process. Stop that one first.`

/** Starts the process and waits until it serves. `warn` is told what goes wrong with it later. */
export const startAzurite = async (
  folder: string,
  account: BlobAccount,
  warn: (message: string) => void,
): Promise<ChildProcess> => {
  const { AZURITE_DB: _, ...environment } = process.env
  const child = fork(program, [folder, String(account.port)], {
    // Its own session keeps the terminal's Ctrl-C away from it: it ends when the channel to this process closes.
    detached: true,
    env: { ...environment, AZURITE_ACCOUNTS: `${account.name}:${account.key}` },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Without a listener an error of the channel or of a signal would end this process.
  child.on('error', (error) => warn(`Azurite's process could not be reached: ${error.message}`))
  const message = await firstMessage(child)
  if (message.type === 'refused') throw new StartError(message.sentence)
  if (message.type === 'failed') throw new StartError(sentenceFor(message.cause, folder, account))
  return child
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Lets the process save its metadata and end; one that does not end in time is killed. */
export const stopAzurite = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
  if (child.connected) child.disconnect()
  else child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
