import { DomainError } from '../../core/errors.ts'

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'credential.token' })

/** Returns a SAS token without its leading `?`. @throws DomainError `InvalidRequest` if the text is no SAS token */
export const checkSasToken = (text: string): string => {
  const token = text.trim().replace(/^\?/, '')
  if (/[\s#?]/.test(token) || token.includes('://'))
    throw refuse('Give the SAS token alone (sv=…&sig=…), not the whole URL and not a connection string')
  const parts = new URLSearchParams(token)
  if (!parts.get('sig') || !parts.get('sv'))
    throw refuse(
      'This is not a SAS token: sv= or sig= is missing. Create one for the container with read and list permissions',
    )
  return token
}
