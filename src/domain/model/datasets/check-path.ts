import { DomainError } from '../../core/errors.ts'
import { refuseToken } from '../datastores/sas-token.ts'

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'path' })

const hasControlCharacter = (text: string): boolean =>
  text.split('').some((character) => character < ' ' || character === '\u007f')

/**
 * Bounds the work of matching: every file name of a container is compared with the pattern, with backtracking for
 * wildcards.
 */
export const maxWildcards = 16

/** Returns the path pattern of a dataset. @throws DomainError `InvalidRequest` if no file can match it, or it has a SAS token */
export const checkPath = (path: string): string => {
  refuseToken(path, 'path')
  if (path.startsWith('/'))
    throw refuse('Paths begin at the top of the container, without a slash: folder/**')
  if (path.endsWith('/')) throw refuse(`To choose all files of this folder, write ${path.slice(0, 200)}**`)
  if (path.split('/').some((segment) => segment === '.' || segment === '..'))
    throw refuse('Paths have no . or .. segments; write the path from the top of the container')
  if (!path.isWellFormed() || hasControlCharacter(path))
    throw refuse('Paths are Unicode text without control characters; remove them')
  if (path.split(/\*\*?/).length - 1 > maxWildcards)
    throw refuse(`A path has at most ${maxWildcards} wildcards; begin with the folder and use fewer`)
  return path
}
