import { DomainError } from '../../core/errors.ts'
import { isOwnOrigin, toPresentContainerUrl, toStoredContainerUrl } from './own-account.ts'

/** The storage hosts that datastores may use. The service connects to no other host. */
export interface AllowedHosts {
  /** Suffixes of host names, each with a leading dot: `.blob.core.windows.net`. */
  readonly suffixes: readonly string[]
  /** The emulator's account, `http://127.0.0.1:10000/account`, without a slash at the end; undefined without an emulator. */
  readonly emulator?: string | undefined
}

const containerName = /^(?:[a-z0-9](?:-?[a-z0-9]){2,62}|\$root|\$web)$/
const accountLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'containerUrl' })

const checkName = (name: string | undefined): string => {
  if (name === undefined || !containerName.test(name) || name.length > 63)
    throw refuse(
      'containerUrl names a container after the account: 3 to 63 lower-case letters, digits and single dashes; a folder can follow',
    )
  return name
}

const isAllowedHost = (host: string, suffixes: readonly string[]): boolean =>
  suffixes.some(
    (suffix) =>
      host.endsWith(suffix) &&
      host
        .slice(0, -suffix.length)
        .split('.')
        .every((l) => accountLabel.test(l)),
  )

/**
 * Takes an origin and the unescaped parts of the path below it, and returns the URL of the container as it is stored, with
 * the parts below the container.
 * @throws DomainError `InvalidRequest` unless they begin with a container of an allowed storage account
 */
export const checkContainer = (
  origin: string,
  parts: readonly string[],
  hosts: AllowedHosts,
): { readonly containerUrl: string; readonly below: readonly string[] } => {
  const { suffixes, emulator } = hosts
  const account = URL.parse(emulator ?? '')?.pathname.slice(1)
  if (isOwnOrigin(origin, hosts) && parts[0] === account) {
    const [, name, ...below] = parts
    return { containerUrl: toStoredContainerUrl(`${emulator}/${checkName(name)}`, hosts), below }
  }
  const [name, ...below] = parts
  const containerUrl = `${origin}/${name ?? ''}`
  // Not taken silently: it could be meant for another emulator.
  const elsewhere = `${origin}/${parts[0] ?? ''}/`
  if (toPresentContainerUrl(elsewhere, hosts) !== elsewhere)
    throw refuse(`The storage of this workspace is at ${emulator} now; use this URL in containerUrl`)
  const url = URL.parse(origin)
  if (url?.protocol !== 'https:' || url.port !== '' || !isAllowedHost(url.hostname, suffixes))
    throw refuse(
      `containerUrl begins with https:// and a storage account on ${suffixes.map((s) => `*${s}`).join(' or ')}`,
    )
  checkName(name)
  return { containerUrl, below }
}
