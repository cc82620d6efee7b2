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

const isAllowedHost = (host: string, suffixes: readonly string[]): boolean =>
  suffixes.some(
    (suffix) =>
      host.endsWith(suffix) &&
      host
        .slice(0, -suffix.length)
        .split('.')
        .every((l) => accountLabel.test(l)),
  )

const containerBelow = (path: string): string => {
  const name = path.replace(/\/$/, '')
  if (!containerName.test(name) || name.length > 63)
    throw refuse(
      'containerUrl ends in exactly one container name: 3 to 63 lower-case letters, digits and single dashes',
    )
  return name
}

/**
 * Returns the URL of a container as it is stored.
 * @throws DomainError `InvalidRequest` unless the URL names exactly a container of an allowed storage account
 */
export const checkContainerUrl = (text: string, hosts: AllowedHosts): string => {
  const { suffixes, emulator } = hosts
  // A URL parser rewrites these, so the container could differ from the text.
  if (/[^\x21-\x7e]|[\\%]|\/\.\.?(?:\/|$)/.test(text))
    throw refuse(
      'containerUrl is plain text: no spaces, backslashes, % or .. in it, and no letters beyond ASCII',
    )
  const url = URL.parse(text)
  if (!url) throw refuse('containerUrl is a URL such as https://account.blob.core.windows.net/container')
  if (url.username !== '' || url.password !== '' || text.includes('@'))
    throw refuse('containerUrl holds no user name or password; give a SAS token as the credential')
  if (url.search !== '' || url.hash !== '' || text.includes('?') || text.includes('#'))
    throw refuse('containerUrl has no query; give a SAS token as { "type": "Sas", "token": "…" }')
  const account = `${URL.parse(emulator ?? '')?.pathname ?? ''}/`
  if (isOwnOrigin(url.origin, hosts) && url.pathname.startsWith(account))
    return toStoredContainerUrl(`${emulator}/${containerBelow(url.pathname.slice(account.length))}`, hosts)
  // Not taken silently: it could be meant for another emulator.
  if (toPresentContainerUrl(url.href, hosts) !== url.href)
    throw refuse(`the storage of this workspace is at ${emulator} now; use this URL in containerUrl`)
  if (url.protocol !== 'https:' || url.port !== '' || !isAllowedHost(url.hostname, suffixes))
    throw refuse(
      `containerUrl begins with https:// and a storage account on ${suffixes.map((s) => `*${s}`).join(' or ')}`,
    )
  return `${url.origin}/${containerBelow(url.pathname.slice(1))}`
}
