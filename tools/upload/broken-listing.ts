import { RestError, type ContainerClient } from '@azure/storage-blob'
import { findBrokenPlace, nameInMarker, type Attempt } from '../../src/adapters/blob/find-broken-place.ts'
import { listPage, pageSize, type ListingFailed } from './known-files.ts'
import { isUnlistable } from './name-problem.ts'
import { within } from './storage-call.ts'
import type { Found } from './walk-folder.ts'

/** What storage answers if it cannot write a name into a listing; some servers send a listing that is no XML. */
const isBroken = (error: unknown): boolean =>
  error instanceof RestError && (error.statusCode === 500 || error.code === RestError.PARSE_ERROR)

/** Names that are tried; each is a request. */
const maxTried = 100

/** The names of files here that no listing can hold, and that an earlier version of the command may have sent. */
const findNames = async (
  container: ContainerClient,
  files: AsyncIterable<Found>,
): Promise<string | undefined> => {
  let tried = 0
  for await (const { kind, path } of files) {
    if (kind !== 'Failed' || !isUnlistable(path)) continue
    if (await container.getBlobClient(path).exists(within())) return path
    tried += 1
    if (tried === maxTried) return undefined
  }
  return undefined
}

interface Listing {
  /** Of a client that does not try again. */
  readonly container: ContainerClient
  readonly failure: ListingFailed
  /** What is uploaded. */
  readonly files: AsyncIterable<Found>
}

/** What is wrong with a listing that breaks at one place each time, and the way out; undefined if it does not. */
export const explainBrokenListing = async ({
  container,
  failure: { at, cause },
  files,
}: Listing): Promise<string | undefined> => {
  if (!isBroken(cause)) return undefined
  const attempt = async (size: number): Promise<Attempt> => {
    try {
      return { last: (await listPage(container, at, size)).blobs.at(-1)?.name }
    } catch (error) {
      return isBroken(error) ? 'Broken' : 'Failed'
    }
  }
  const place = await findBrokenPlace(attempt, pageSize)
  if (!place) return undefined
  const before = place.last ?? (at === undefined ? undefined : nameInMarker(at))
  const where = before === undefined ? 'at its first file' : `after ${JSON.stringify(before)}`
  const name = await findNames(container, files).catch(() => undefined)
  const { containerName } = container
  return [
    `The listing of the container '${containerName}' breaks ${where}: storage cannot write the name of the file that follows there, so nothing was uploaded.`,
    name === undefined
      ? 'Delete that file (NAME, with % escapes as in a URL):'
      : `It is ${JSON.stringify(name)}. Rename the file here, and delete it there:`,
    `  SAS=$(npm run --silent sas -- ${containerName} rd) && curl -sS --fail-with-body -X DELETE "\${SAS/\\?//${name === undefined ? 'NAME' : encodeURIComponent(name)}?}"`,
    'Or upload to another container: name it after the folder.',
  ].join('\n')
}
