import { DomainError } from '../../core/errors.ts'
import { unquote } from '../../core/unquote.ts'

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'credential.token' })

/** Returns a pasted SAS token without quotes and its leading `?`. @throws DomainError `InvalidRequest` if the text is no SAS token */
export const checkSasToken = (text: string): string => {
  const token = unquote(text).replace(/^\?/, '')
  if (/[\s#?]/.test(token) || token.includes('://'))
    throw refuse('Give the SAS token alone (sv=…&sig=…), not the whole URL and not a connection string')
  const parts = new URLSearchParams(token)
  if (!parts.get('sig') || !parts.get('sv'))
    throw refuse(
      'This is not a SAS token: sv= or sig= is missing. Create one for the container with read and list permissions',
    )
  return token
}

/** As often as a URL may have been escaped on its way here. */
const escapes = 3

const unescapeAscii = (text: string): string =>
  text.replace(/%([2-7][0-9a-f])/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** True for a text with a SAS token in it, also an escaped one: it would be stored in clear, and shown with every datastore. */
const holdsToken = (text: string): boolean => {
  let read = text
  for (let count = 0; count < escapes; count += 1) read = unescapeAscii(read)
  return /(?<![a-z0-9])sig=/i.test(read) && /(?<![a-z0-9])sv=/i.test(read)
}

/** Refuses a text that is stored in clear if it has a SAS token in it. The message does not repeat it. @throws DomainError `InvalidRequest` */
export const refuseToken = (text: string, target: string): void => {
  if (holdsToken(text))
    throw new DomainError(
      'InvalidRequest',
      `A SAS token is in ${target}; take it out, and give it as the credential of the datastore: { "type": "Sas", "token": "…" }`,
      { target },
    )
}
