import { toIso, type Millis } from '../../domain/core/time.ts'
import type { BlobAccess } from './access.ts'
import { isKeyCode } from './classify-failure.ts'

/** What a call needs of the credential. */
export type BlobAction = 'List' | 'Read'

interface Attempt {
  readonly access: BlobAccess
  readonly action: BlobAction
  readonly now: Millis
}

type Advice = (attempt: Attempt) => string

const readerRole = 'the role "Storage Blob Data Reader"'
const newToken = 'Create a token of this container with the permissions Read and List, and set it.'

const generalAdvice: Readonly<Record<BlobAccess['type'], string>> = {
  Identity: `Assign ${readerRole} on the container to the identity of the service, and check the firewall of the storage account.`,
  EmulatorKey: 'Check the account key of the storage emulator.',
  Sas: 'Check that the SAS token is not expired, belongs to this container and allows reading and listing; then set a new token.',
  Anonymous: 'Check that the container allows anonymous reading and listing, or use another credential.',
}

const holders: Readonly<Record<BlobAccess['type'], string>> = {
  Identity: 'the identity of the service',
  EmulatorKey: 'the account key',
  Sas: 'the SAS token',
  Anonymous: 'an anonymous caller',
}

const sasFields = ({ access }: Attempt): URLSearchParams =>
  new URLSearchParams(access.type === 'Sas' ? access.token : '')

/** The token of a SAS may be out of its time, whatever code storage answers. */
const adviseOnTime = (attempt: Attempt): string | undefined => {
  const fields = sasFields(attempt)
  const [from, until] = ['st', 'se'].map((name) => Date.parse(fields.get(name) ?? ''))
  if (until !== undefined && until <= attempt.now)
    return `The SAS token expired at ${toIso(until)}. ${newToken}`
  if (from !== undefined && from > attempt.now)
    return `The SAS token is valid from ${toIso(from)} only. Wait until then, or create a token without a start time.`
  return undefined
}

const permissionAdvice: Advice = ({ access, action }) => {
  const lacking = `It lacks ${action === 'List' ? 'list' : 'read'}`
  switch (access.type) {
    case 'Sas':
      return `The SAS token is not sufficient. ${lacking}. ${newToken}`
    case 'Identity':
      return `The identity of the service is not sufficient. ${lacking}. Assign ${readerRole} on the container to it; a new role takes some minutes.`
    case 'EmulatorKey':
    case 'Anonymous':
      return `${lacking}. ${generalAdvice[access.type]}`
  }
}

const networkAdvice = (subject: string): string =>
  `${subject} Ask the owner of the account to allow the network of the service: a virtual network or a private endpoint, as the outgoing addresses of a Flex Consumption plan are many and change.`

/** What helps, by the error code of storage. */
const adviceByCode: ReadonlyMap<string, Advice> = new Map<string, Advice>(
  Object.entries<Advice>({
    AuthenticationFailed: ({ access }) =>
      access.type === 'Sas'
        ? `The signature of the SAS token is not valid: the token is not complete, belongs to another container, or its key or access policy was replaced. ${newToken}`
        : generalAdvice[access.type],
    AuthorizationPermissionMismatch: permissionAdvice,
    AuthorizationFailure: ({ access }) =>
      networkAdvice(
        `Either the firewall of the storage account does not allow the network of the service, or ${holders[access.type]} lacks rights. ${generalAdvice[access.type]}`,
      ),
    AuthorizationSourceIPMismatch: () =>
      'The SAS token is bound to other IP addresses. The outgoing addresses of a Flex Consumption plan are many and change, so a token that is bound to addresses works only if the service sends through a virtual network with a NAT gateway. Create a token without IP addresses, and set it.',
    AuthorizationProtocolMismatch: () => 'The SAS token is for another protocol. Create a token for https.',
    AuthorizationServiceMismatch: () =>
      'The SAS token is not for Blob Storage. Create a token of the container, or an account SAS with the service Blob.',
    AuthorizationResourceTypeMismatch: ({ action }) =>
      `The account SAS lacks the resource type ${action === 'List' ? 'Container' : 'Object'}. Create one with the resource types Container and Object, or a token of the container.`,
    AccountIsDisabled: () =>
      'The storage account is disabled, and no credential helps. Ask its owner to enable it; often its subscription is not paid.',
    InsufficientAccountPermissions: () =>
      'The storage account does not allow reading now. Ask its owner to enable it.',
    PublicNetworkAccessNotPermitted: () =>
      networkAdvice('The storage account allows no access from public networks.'),
    PublicAccessNotPermitted: () =>
      'The storage account allows no anonymous access. Use a SAS token or the managed identity.',
    NoAuthenticationInformation: ({ access }) =>
      access.type === 'Anonymous'
        ? 'The container allows no anonymous access. Use a SAS token or the managed identity.'
        : generalAdvice[access.type],
    KeyBasedAuthenticationNotPermitted: () =>
      'The storage account allows no tokens that are signed with its account key. Create a user delegation SAS, or use the managed identity.',
  }),
)

const keyAdvice =
  'Its encryption key cannot be used. Ask the owner of the account to restore the key in its key vault.'

/** What the reader of an error can do after storage refused access. */
export const adviseOnAccess = (code: string | undefined, attempt: Attempt): string => {
  if (code !== undefined && isKeyCode(code)) return keyAdvice
  const advice = adviceByCode.get(code ?? '')
  return adviseOnTime(attempt) ?? advice?.(attempt) ?? generalAdvice[attempt.access.type]
}

/** The advice without a code of storage. */
export const generalAccessAdvice = (access: BlobAccess): string => generalAdvice[access.type]

/** Codes that refuse the credential or the caller, and so every file. */
export const isRefusalOfAll = (code: string | undefined): boolean =>
  code !== undefined &&
  adviceByCode.has(code) &&
  code !== 'AuthorizationPermissionMismatch' &&
  code !== 'AuthorizationFailure'
