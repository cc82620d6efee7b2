import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type AzuriteMessage, azuriteMessage } from './azurite-messages.ts'
import type { BlobAccount } from './blob-account.ts'
import { StartError } from './start-error.ts'

const CHILD = fileURLToPath(new URL('./azurite-child.ts', import.meta.url))
const CLOSE_MS = 20_000

/** Starts the process and waits until it serves. */
export async function startAzurite(folder: string, account: BlobAccount): Promise<ChildProcess> {
  const { AZURITE_DB: _, ...environment } = process.env
  const child = fork(CHILD, [folder, String(account.port)], {
    // Its own session keeps the terminal's Ctrl-C away from it: it ends when the channel to this process closes.
    detached: true,
    env: { ...environment, AZURITE_ACCOUNTS: `${account.name}:${account.key}` },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const message = await firstWord(child)
  if (message.type === 'failed') throw new StartError(sentenceFor(message.cause, folder, account))
  return child
}

async function firstWord(child: ChildProcess): Promise<AzuriteMessage> {
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

function sentenceFor(cause: 'PortTaken' | 'FolderTaken', folder: string, { port }: BlobAccount): string {
  return cause === 'PortTaken'
    ? `Port ${port}, where the blob storage of this data folder is reached, is taken by another program. ` +
        'Stop that one first, or choose another port with BLOB_PORT.'
    : `The blob storage in ${folder} is still in use by another process. Stop that one first.`
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** Lets the process write everything down and end; one that does not end in time is killed. */
export async function stopAzurite(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS)
  if (child.connected) child.disconnect()
  else child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
