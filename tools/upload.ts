import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { hasCode } from '../local/host/file-failure.ts'
import { dataDirOf } from '../local/platform/environment.ts'
import { checkContainerName, readLocalStorage } from './local-storage.ts'
import { UsageError, runCommand } from './run-command.ts'
import { explainReadError } from './upload/file-problem.ts'
import { createBar, createLines } from './upload/progress.ts'
import { createReport } from './upload/report.ts'
import { uploadFiles } from './upload/upload-folder.ts'
import { toFound, walkFolder, type Found } from './upload/walk-folder.ts'

const usage = `npm run --silent upload -- FOLDER [CONTAINER]

Copies a folder with all that is in it to the Blob Storage of the service that runs on this machine
(DATA_DIR, default .data). The container is "images" if none is named, and is made if it is not there.
Links are followed; a folder to which several links lead is copied once. Files that are there with
the same content are not sent again, so that the same command goes on after a stop, and brings what
is new. docs/images.md has other ways.

Exit status: 0 all files are there; 1 some are not, or there are none.`

interface Options {
  readonly source: string
  readonly container: string
}

const readOptions = (args: readonly string[]): Options => {
  const [source, container = 'images', ...more] = args
  if (source === undefined || source === '' || source.startsWith('-') || more.length > 0)
    throw new UsageError(usage)
  return { source: resolve(source), container: checkContainerName(container) }
}

/** The files of a folder, or a single one. */
const openSource = async (source: string): Promise<() => AsyncGenerator<Found, void, undefined>> => {
  try {
    const stats = await stat(source)
    if (stats.isDirectory()) return () => walkFolder(source)
    if (!stats.isFile()) throw new UsageError(`'${source}' is neither a folder nor a file.`)
    const { size } = stats
    return async function* () {
      yield toFound(basename(source), source, size)
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    if (hasCode(error, 'ENOENT', 'ENOTDIR'))
      throw new UsageError(`There is nothing at '${source}': check the path.`, { cause: error })
    throw new UsageError(`'${source}' cannot be copied: ${explainReadError(error)}. Check the path.`, {
      cause: error,
    })
  }
}

/** Counts ahead, for the total. */
const startCount = (
  files: AsyncIterable<Found>,
  stopping: () => boolean,
): { readonly total: () => number } => {
  let total = 0
  const run = async (): Promise<void> => {
    for await (const _ of files) {
      if (stopping()) return
      total += 1
    }
  }
  // The upload meets the same error, and says it.
  run().catch(() => undefined)
  return { total: () => total }
}

const upload = async ({ source, container }: Options): Promise<boolean> => {
  const storage = await readLocalStorage(dataDirOf(process.env))
  const files = await openSource(source)
  let stopped = false
  let ended = false
  process.once('SIGINT', () => {
    stopped = true
    console.error('Stopping after the files that are being sent; Ctrl-C again ends it at once.')
  })
  const { total } = startCount(files(), () => stopped || ended)
  const progress = process.stdout.isTTY ? createBar(process.stdout) : createLines(console.log, Date.now)
  const report = createReport((counts) => progress.show(counts, Math.max(total(), 1)))
  try {
    await uploadFiles({ storage, container, files: files(), report, stopping: () => stopped })
  } catch (error) {
    progress.end()
    const { uploaded, unchanged } = report.counts()
    if (uploaded + unchanged > 0) console.log(report.summary(`${storage.serviceUrl}/${container}`).join('\n'))
    throw error
  } finally {
    ended = true
    progress.end()
  }
  const { uploaded, unchanged, failed, leftOut } = report.counts()
  if (!stopped && uploaded + unchanged + failed + leftOut === 0)
    throw new UsageError(`There is no file in '${source}'.`)
  console.log(report.summary(`${storage.serviceUrl}/${container}`).join('\n'))
  if (stopped) console.log('It was stopped: the same command goes on.')
  return !stopped && failed === 0 && uploaded + unchanged > 0
}

await runCommand({ usage, readOptions, run: upload })
