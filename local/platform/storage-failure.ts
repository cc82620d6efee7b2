import { hasCode } from '../host/file-failure.ts'
import { errorMessage } from '../host/log.ts'

const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH']
const refused = ['AuthenticationFailed', 'AuthorizationFailure', 'InvalidAuthenticationInfo']

/** For an answer without a text. */
const statusOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? `HTTP ${error.statusCode}. See what it logs, then try again.`
    : 'nothing that can be read. See what it logs, then try again.'

/** What is wrong with a call of an emulator, in one sentence and with the way out. It holds no key and no signature. */
export const explainStorageError = (error: unknown, serviceUrl: string): string => {
  if (hasCode(error, ...unreachable) || (error instanceof Error && error.name === 'AbortError'))
    return `Nothing answers at ${serviceUrl}: see that the storage runs, then try again.`
  if (hasCode(error, ...refused))
    return `The storage at ${serviceUrl} refuses the account key: set BLOB_ACCOUNT_KEY to the key of this account, and start the service again.`
  const [line = ''] = errorMessage(error).split('\n')
  if (/API version/i.test(line))
    return `The storage at ${serviceUrl} is too old for this service: update it, or start Azurite with --skipApiVersionCheck.`
  return `The storage at ${serviceUrl} answered: ${line.slice(0, 300) || statusOf(error)}`
}
