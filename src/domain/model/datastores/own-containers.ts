import { DomainError } from '../../core/errors.ts'

/** The storage that the service works with itself. */
export interface OwnStorage {
  /** The workspace's own account: exports, renditions, and on the emulator also the images. */
  readonly accountUrl: string
  readonly exportContainer: string
  readonly renditionContainer: string
  /** URLs or names of the accounts in which the Functions host keeps its keys, leases and long work. */
  readonly hostAccounts: readonly string[]
}

/** Containers of the Functions host, of Durable Functions and of storage itself. */
const systemContainer =
  /^(?:azure-webjobs-.|app-package-.|(?:azure-pipelines-deploy|scm-releases|\$logs|\$blobchangefeed)$)|.-(?:applease|leases|largemessages)$/

/** `https://<account>.…`, `http://127.0.0.1:<port>/<account>/…` or a name; the secondary endpoint is the same account. */
const accountOf = (text: string): string => {
  const url = URL.parse(text)
  const name =
    url === null
      ? text
      : url.protocol === 'http:'
        ? (url.pathname.split('/')[1] ?? '')
        : (url.hostname.split('.')[0] ?? '')
  return name.toLowerCase().replace(/-secondary$/, '')
}

/** Whether a container of the workspace's own account holds data of the service or of a Functions host, by its name. */
export const isOwnName = (
  container: string,
  { exportContainer, renditionContainer }: Pick<OwnStorage, 'exportContainer' | 'renditionContainer'>,
): boolean =>
  container === exportContainer || container === renditionContainer || systemContainer.test(container)

/** Whether a container holds data of the service itself, such as keys, leases, exports and renditions, in any of its spellings. */
export const isOwnContainer = (containerUrl: string, own: OwnStorage): boolean => {
  const account = accountOf(containerUrl)
  const container = containerUrl.slice(containerUrl.lastIndexOf('/') + 1)
  const workspace = accountOf(own.accountUrl)
  if (account === workspace) return isOwnName(container, own)
  return own.hostAccounts.some((host) => accountOf(host) === account)
}

/** @throws DomainError `InvalidRequest` if the container holds data of the service itself */
export const refuseOwnContainer = (containerUrl: string, own: OwnStorage): void => {
  if (isOwnContainer(containerUrl, own))
    throw new DomainError(
      'InvalidRequest',
      'This container belongs to the service itself and cannot be a datastore; put the images into a container of their own',
      { target: 'containerUrl' },
    )
}
