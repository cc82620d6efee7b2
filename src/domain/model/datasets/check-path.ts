import { DomainError } from '../../core/errors.ts'

const refuse = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'path' })

const hasControlCharacter = (text: string): boolean =>
  text.split('').some((character) => character < ' ' || character === '\u007f')

/** Each name of a container is held against the pattern, and each wildcard may be tried at each of its places. */
export const maxWildcards = 16

/** @throws DomainError `InvalidRequest` if no file can have such a path. */
export const checkPath = (path: string): string => {
  if (path.startsWith('/')) throw refuse('Paths begin at the container, without a slash: folder/**')
  if (path.endsWith('/')) throw refuse(`For all that lies in this folder write ${path.slice(0, 200)}**`)
  if (path.split('/').some((segment) => segment === '.' || segment === '..'))
    throw refuse('Paths have no . or .. in them; write the path from the container on')
  if (!path.isWellFormed() || hasControlCharacter(path))
    throw refuse('Paths are Unicode text without control characters')
  if (path.split(/\*\*?/).length - 1 > maxWildcards)
    throw refuse(`A path has at most ${maxWildcards} wildcards; begin with the folder and use fewer`)
  return path
}
