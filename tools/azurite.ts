import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Azurite {
  /** `http://127.0.0.1:<port>/devstoreaccount1` */
  readonly accountUrl: string
  readonly accountName: string
  readonly accountKey: string
  /** Ends it at once; calling it again is fine. */
  stop(): Promise<void>
}

export interface AzuriteOptions {
  /** PEM files: serves https and takes any well-formed Entra token, as Azurite does not check signatures. */
  readonly https?: { readonly certFile: string; readonly keyFile: string } | undefined
}

const accountName = 'devstoreaccount1'
/** The emulator's published key. */
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

const program = createRequire(resolve(import.meta.dirname, '../package.json')).resolve(
  'azurite/dist/src/blob/main.js',
)

const endWithParent = pathToFileURL(resolve(import.meta.dirname, '../local/platform/end-with-parent.ts')).href

const options =
  '--blobHost 127.0.0.1 --blobPort 0 --inMemoryPersistence --disableTelemetry --skipApiVersionCheck --silent'.split(
    ' ',
  )

const listening = /successfully listens on (https?:\/\/127\.0\.0\.1:\d+)/

/** A real Azurite on a free port, blobs only, in memory. */
export const startAzurite = async ({ https }: AzuriteOptions = {}): Promise<Azurite> => {
  const secure = https ? ['--oauth', 'basic', '--cert', https.certFile, '--key', https.keyFile] : []
  const child = spawn(process.execPath, ['--import', endWithParent, program, ...options, ...secure], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const closed = once(child, 'close')
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await closed
  }
  let output = ''
  const { promise: started, resolve, reject } = Promise.withResolvers<string>()
  const read = (chunk: Buffer) => {
    output += chunk.toString()
    const [, origin] = listening.exec(output) ?? []
    if (origin !== undefined) resolve(origin)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  child.once('exit', () => reject(new Error(`Azurite ended before it listened: ${output}`)))
  try {
    return { accountUrl: `${await started}/${accountName}`, accountName, accountKey, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
