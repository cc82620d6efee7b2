import { DomainError } from '../../domain/core/errors.ts'
import { jsonPath } from './validation-details.ts'

/** Deeper than any valid body, and shallow enough for recursive code. */
export const maxJsonDepth = 32

type Path = readonly (string | number)[]
type Nested = readonly [value: object, path: Path]

const tooDeep = (): DomainError =>
  new DomainError(
    'InvalidRequest',
    `The body has more than ${maxJsonDepth} levels; send fewer nested objects and arrays`,
    {
      target: 'body',
    },
  )

const forbiddenKey = (): DomainError => {
  const message = 'The property name __proto__ is not allowed; remove the property'
  const detail = { code: 'UnknownProperty', message, target: '__proto__' }
  return new DomainError('InvalidRequest', message, { target: '__proto__', details: [detail] })
}

const halfCharacter = (path: Path): DomainError => {
  const message =
    'The text has half of a surrogate pair, which is no character; remove it, or send the whole character'
  const target = jsonPath(path.map((key) => (typeof key === 'string' ? key.toWellFormed() : key))) || 'body'
  return new DomainError('InvalidRequest', `The request is not valid: ${target}: ${message}`, {
    target,
    details: [{ code: 'InvalidValue', message, target }],
  })
}

const isHalf = (value: unknown): boolean => typeof value === 'string' && !value.isWellFormed()

/**
 * Checks the depth and the keys of parsed JSON, before any code recurses or copies properties. `__proto__` is refused
 * here because schemas drop it silently. `constructor` and `prototype` are left to the schemas: both are valid tag names.
 * Text that is not Unicode is refused: engines would store it differently. Paths and queries cannot have such text.
 * @throws DomainError `InvalidRequest`
 */
export const checkJson = (body: unknown): void => {
  if (isHalf(body)) throw halfCharacter([])
  if (typeof body !== 'object' || body === null) return
  const pending: Nested[] = [[body, []]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, path] = next
    if (path.length >= maxJsonDepth) throw tooDeep()
    const isArray = Array.isArray(value)
    if (!isArray && Object.hasOwn(value, '__proto__')) throw forbiddenKey()
    const children: Iterable<readonly [string | number, unknown]> = isArray
      ? value.entries()
      : Object.entries(value)
    for (const [key, child] of children) {
      if (isHalf(key) || isHalf(child)) throw halfCharacter([...path, key])
      if (typeof child === 'object' && child !== null) pending.push([child, [...path, key]])
    }
  }
}
