import { DomainError } from '../core/errors.ts'
import { checkSasToken } from '../model/datastores/sas-token.ts'

export type GivenCredential =
  | { readonly type: 'ManagedIdentity' }
  | { readonly type: 'Anonymous' }
  | { readonly type: 'Sas'; readonly token: string }

export type CredentialInput =
  | Exclude<GivenCredential, { readonly type: 'Sas' }>
  | { readonly type: 'Sas'; readonly token?: string | undefined }

const refuse = (message: string, target: string): DomainError =>
  new DomainError('InvalidRequest', message, { target })

/**
 * The credential of a request, in which the SAS token can be in the URL.
 * @param pasted The token of the URL.
 * @throws DomainError `InvalidRequest` if there is none, or two that differ
 */
export const chooseCredential = (
  given: CredentialInput | undefined,
  pasted: string | undefined,
): GivenCredential => {
  if (given?.type === 'Sas') {
    const token = given.token === undefined ? pasted : checkSasToken(given.token)
    if (token === undefined)
      throw refuse(
        'A credential of the type Sas needs a token; give it in token or in containerUrl',
        'credential.token',
      )
    if (pasted !== undefined && pasted !== token)
      throw refuse(
        'The SAS tokens in containerUrl and in the credential differ; give only one',
        'credential.token',
      )
    return { type: 'Sas', token }
  }
  if (pasted === undefined) {
    if (given === undefined)
      throw refuse(
        'Give a credential, such as { "type": "ManagedIdentity" }, or a URL with a SAS token',
        'credential',
      )
    return given
  }
  if (given !== undefined)
    throw refuse(
      `containerUrl has a SAS token and the credential is ${given.type}; leave out one of them`,
      'credential',
    )
  return { type: 'Sas', token: pasted }
}
