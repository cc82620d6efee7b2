import type { Schemas } from '../api/client.ts'

export const credentialTypes = ['ManagedIdentity', 'Sas', 'Anonymous'] as const
export type CredentialType = (typeof credentialTypes)[number]

/** A datastore while its form is filled in. */
export interface DatastoreInput {
  readonly name: string
  readonly containerUrl: string
  readonly prefix: string
  readonly credential: CredentialType
  readonly token: string
  readonly description: string
}

export const emptyDatastore: DatastoreInput = {
  name: '',
  containerUrl: '',
  prefix: '',
  credential: 'ManagedIdentity',
  token: '',
  description: '',
}

const isCredentialType = (type: string): type is CredentialType =>
  credentialTypes.some((known) => known === type)

export const inputOf = ({
  name,
  containerUrl,
  prefix = '',
  credential: { type },
  description = '',
}: Schemas['Datastore']): DatastoreInput => ({
  name,
  containerUrl,
  prefix,
  credential: isCredentialType(type) ? type : 'ManagedIdentity',
  token: '',
  description,
})

/** Whether a text can be the URL of a container: whose it is, the service says. */
export const isAddress = (text: string): boolean =>
  /^https?:\/\/[^/]+\/[^/]/i.test(text.trim()) && URL.canParse(text.trim())

/** Whether a pasted URL has its token with it. */
export const hasToken = (containerUrl: string): boolean => /[?&]sig=/i.test(containerUrl)

export const requestOf = ({
  containerUrl,
  prefix,
  credential,
  token,
  description,
}: DatastoreInput): Schemas['DatastoreRequest'] => {
  const given = credential === 'Sas' && token.trim() !== '' ? { token: token.trim() } : {}
  return {
    type: 'AzureBlob',
    containerUrl: containerUrl.trim(),
    ...(prefix.trim() === '' ? {} : { prefix: prefix.trim() }),
    // The token of the URL is the credential.
    ...(hasToken(containerUrl) ? {} : { credential: { type: credential, ...given } }),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
  }
}
