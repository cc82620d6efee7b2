import { isAddressablePath } from '../../core/addressable-path.ts'
import { DomainError } from '../../core/errors.ts'
import { refuseToken } from './sas-token.ts'

/** Characters of a folder, as of a blob's name. */
export const maxFolderLength = 1024

// XML has no way to write most of these, so a listing could not be asked for them.
export const unwritable = /[\p{Cc}\ufffe\uffff]/u

/**
 * A folder as it is stored: relative to the container, unescaped, with one `/` at its end. Undefined for the container
 * itself.
 * @throws DomainError `InvalidRequest` if no URL can name it, or a SAS token is in it
 */
export const toFolder = (text: string, target: 'prefix' | 'containerUrl' | 'folder'): string | undefined => {
  const name = text.replace(/^\/+/, '').replace(/(?<!\/)\/+$/, '')
  if (name === '') return undefined
  refuseToken(text, target)
  if (name.length >= maxFolderLength || !isAddressablePath(name) || unwritable.test(name))
    throw new DomainError(
      'InvalidRequest',
      `The folder in ${target} has at most ${maxFolderLength - 1} characters, no part that is . or .. and no control characters; correct it`,
      { target },
    )
  return `${name}/`
}
