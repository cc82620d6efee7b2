import { DomainError } from '../../core/errors.ts'

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'credential.token' })

/** A SAS token as Azure gives it, with or without its `?`. @throws DomainError `InvalidRequest` if it does not look like one. */
export const checkSasToken = (text: string): string => {
  const token = text.trim().replace(/^\?/, '')
  if (/[\s#?]/.test(token) || token.includes('://'))
    throw refuse('Give the SAS token alone (sv=…&sig=…), not the whole URL and not a connection string')
  const parts = new URLSearchParams(token)
  if (!parts.get('sig') || !parts.get('sv'))
    throw refuse(
      'This is no SAS token: it has to have sv= and sig=. Make one for the container with read and list',
    )
  return token
}
