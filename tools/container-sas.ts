import { parseArgs } from 'node:util'
import {
  BlobServiceClient,
  ContainerSASPermissions,
  SASProtocol,
  StorageSharedKeyCredential,
  generateBlobSASQueryParameters,
} from '@azure/storage-blob'
import { explainStorageError } from '../local/platform/storage-failure.ts'
import { checkContainerName, type LocalStorage } from './local-storage.ts'
import { UsageError } from './run-command.ts'

export const sasUsage = `npm run --silent sas -- CONTAINER [RIGHTS] [--hours N] [--token]

Prints the URL of a container of the service that runs on this machine (DATA_DIR, default .data), with a
SAS token that lets its bearer in without the account key: for azcopy, rclone, Python or a datastore.

  RIGHTS    letters of r (read), w (write), d (delete), l (list); default rl
  --hours   how long the token is good for; default 12, at most 720
  --token   print the token alone

The storage listens on this machine only, so the URL is of no use elsewhere.`

const defaultRights = 'rl'
const defaultHours = 12
const maxHours = 720

export interface SasRequest {
  readonly container: string
  readonly rights: string
  readonly hours: number
  readonly tokenOnly: boolean
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        hours: { type: 'string', default: String(defaultHours) },
        token: { type: 'boolean', default: false },
      },
    })
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${sasUsage}`, {
      cause,
    })
  }
}

/** Reads the command line of `sas`. @throws UsageError */
export const parseSasArguments = (args: readonly string[]): SasRequest => {
  const { positionals, values } = parse(args)
  const [container, rights = defaultRights, ...more] = positionals
  if (container === undefined || more.length > 0) throw new UsageError(sasUsage)
  if (!/^[rwdl]{1,4}$/.test(rights) || new Set(rights).size < rights.length)
    throw new UsageError(`'${rights}' are no rights: give letters of r, w, d and l, such as rl.`)
  const hours = Number(values.hours)
  if (!(hours > 0 && hours <= maxHours))
    throw new UsageError(`'${values.hours}' is no number of hours: give one up to ${maxHours}.`)
  return { container: checkContainerName(container), rights, hours, tokenOnly: values.token }
}

/** The token of a container, without a `?`. It is made here: no storage is asked. @param now Milliseconds */
export const makeToken = (
  { name, key }: LocalStorage,
  { container, rights, hours }: SasRequest,
  now: number,
): string =>
  generateBlobSASQueryParameters(
    {
      containerName: container,
      permissions: ContainerSASPermissions.parse(rights),
      expiresOn: new Date(now + hours * 3_600_000),
      protocol: SASProtocol.HttpsAndHttp,
    },
    new StorageSharedKeyCredential(name, key),
  ).toString()

const deadlineMs = 5000
const maxNamed = 10

/** The first containers that there are, without the service's own. */
const listContainers = async (
  service: BlobServiceClient,
  abortSignal: AbortSignal,
): Promise<readonly string[]> => {
  const names: string[] = []
  for await (const { name } of service.listContainers({ abortSignal })) {
    try {
      names.push(checkContainerName(name))
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
    }
    if (names.length === maxNamed) break
  }
  return names
}

/**
 * Looks whether the container is there; a token of one that is not would be good for nothing.
 * @returns What to tell if storage cannot say
 * @throws UsageError if there is no such container
 */
export const checkContainer = async (
  { serviceUrl, name, key }: LocalStorage,
  container: string,
): Promise<string | undefined> => {
  const service = new BlobServiceClient(serviceUrl, new StorageSharedKeyCredential(name, key), {
    retryOptions: { maxTries: 1 },
  })
  const abortSignal = AbortSignal.timeout(deadlineMs)
  try {
    if (await service.getContainerClient(container).exists({ abortSignal })) return undefined
    const others = await listContainers(service, abortSignal)
    const known = others.length > 0 ? ` There are ${others.join(', ')}.` : ''
    throw new UsageError(
      `There is no container '${container}'.${known} npm run --silent upload -- FOLDER ${container} makes it.`,
    )
  } catch (error) {
    if (error instanceof UsageError) throw error
    return explainStorageError(error, serviceUrl)
  }
}
