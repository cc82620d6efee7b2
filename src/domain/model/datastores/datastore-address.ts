import { DomainError } from '../../core/errors.ts'
import { unquote } from '../../core/unquote.ts'
import { checkContainer, type AllowedHosts } from './container-url.ts'
import { toFolder } from './folder.ts'
import { checkSasToken } from './sas-token.ts'

/** What a person pasted as the address of a datastore. */
export interface DatastoreAddress {
  /** As it is stored: without folder and query. */
  readonly containerUrl: string
  /** Relative to the container, with a `/` at its end. */
  readonly prefix?: string | undefined
  /** The SAS token of the query: a secret. */
  readonly token?: string | undefined
}

// No message repeats the text: it can hold a token.
const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'containerUrl' })

/** `abfss://container@account.dfs.core.windows.net/folder`, and the same with `wasbs`: the forms of Hadoop and Spark. */
const hadoopUrl = /^(?:abfs|wasb)s?:\/\/([^@/]+)@([^@/]+)(\/.*)?$/is
const httpUrl = /^(https?):\/\/([^/]*)(.*)$/is
const authorityText = /^[a-z0-9.:[\]-]+$/i

/** Parameters of a listing, as a browser shows it; a SAS does not sign them. Its `prefix` is the folder. */
const listingParameters = new Set([
  'restype',
  'comp',
  'prefix',
  'delimiter',
  'marker',
  'maxresults',
  'include',
  'showonly',
  'timeout',
])
/** The signed resource of a SAS for one blob, its versions and snapshots. */
const oneBlob = new Set(['b', 'bv', 'bs'])

const tokenIn = (parts: readonly string[]): string | undefined => {
  if (parts.length === 0) return undefined
  const token = parts.join('&')
  const values = new URLSearchParams(token)
  if (!values.get('sig') || !values.get('sv'))
    throw refuse(
      'containerUrl has no query other than a SAS token; paste the whole SAS URL, or give the token as { "type": "Sas", "token": "…" }',
    )
  if (oneBlob.has(values.get('sr') ?? ''))
    throw refuse(
      'The SAS in containerUrl is for a single file (sr=b); create one for the container or the folder, with read and list permissions',
    )
  return checkSasToken(token)
}

interface PastedQuery {
  readonly token?: string | undefined
  /** Of a listing. */
  readonly prefix?: string | undefined
}

const nameOf = (part: string): string => part.split('=', 1)[0]?.toLowerCase() ?? ''

const readQuery = (query: string): PastedQuery => {
  const parts = query.split('&').filter((part) => part !== '')
  const isOfListing = (part: string) => listingParameters.has(nameOf(part))
  const [[, prefix] = []] = new URLSearchParams(parts.filter((part) => nameOf(part) === 'prefix').join('&'))
  return { token: tokenIn(parts.filter((part) => !isOfListing(part))), prefix }
}

const unescape = (segment: string): string => {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refuse('The % in containerUrl begins no valid escape; write %25 for a % in the name of a folder')
  }
}

/** Data lakes have two hosts for the same files. */
const toBlobHost = (authority: string): string => authority.replace(/\.dfs\./i, '.blob.')

/**
 * Reads the address of a container or of a folder in it, in any form that Azure shows: the URL of Blob Storage or of the data
 * lake, also with a SAS token, and the URL of Hadoop.
 * @throws DomainError `InvalidRequest`, which says what is wrong without the text
 */
export const readDatastoreAddress = (pasted: string, hosts: AllowedHosts): DatastoreAddress => {
  const text = unquote(pasted)
  if (text.includes('#')) throw refuse('containerUrl has no #; write %23 for a # in the name of a folder')
  // Before all else: each SAS token has characters that an address may not have.
  const mark = text.indexOf('?')
  const { token, prefix: listed }: PastedQuery = mark === -1 ? {} : readQuery(text.slice(mark + 1))
  const address = (mark === -1 ? text : text.slice(0, mark)).replace(
    hadoopUrl,
    (_all, container: string, host: string, path: string | undefined) =>
      `https://${host}/${container}${path ?? ''}`,
  )
  const [, scheme, authority = '', path = ''] = httpUrl.exec(address) ?? []
  if (scheme === undefined)
    throw refuse('containerUrl is a URL such as https://account.blob.core.windows.net/container')
  if (authority.includes('@'))
    throw refuse('containerUrl holds no user name or password; give a SAS token as the credential')
  if (path.includes('\\')) throw refuse('The parts of containerUrl are separated by / and not by \\')
  const origin = authorityText.test(authority)
    ? URL.parse(`${scheme}://${toBlobHost(authority)}`)?.origin
    : undefined
  if (origin === undefined) throw refuse('The host in containerUrl is not valid; correct it')
  const { containerUrl, below } = checkContainer(origin, path.split('/').slice(1).map(unescape), hosts)
  const folder = toFolder(below.join('/'), 'containerUrl')
  const ofListing = listed === undefined ? undefined : toFolder(listed, 'containerUrl')
  if (folder !== undefined && ofListing !== undefined && folder !== ofListing)
    throw refuse(
      'The path and the parameter prefix of containerUrl name different folders; leave one of them out',
    )
  return { containerUrl, prefix: folder ?? ofListing, token }
}
