import { DomainError } from '../../domain/core/errors.ts'

/** Deeper than any valid body, and shallow enough for recursive code. */
export const maxJsonDepth = 32

type Nested = readonly [value: object, depth: number]

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

/**
 * Checks the depth and the keys of parsed JSON, before any code recurses or copies properties. `__proto__` is refused
 * here because schemas drop it silently. `constructor` and `prototype` are left to the schemas: both are valid tag names.
 * @throws DomainError `InvalidRequest`
 */
export const checkJson = (body: unknown): void => {
  if (typeof body !== 'object' || body === null) return
  const pending: Nested[] = [[body, 1]]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [value, depth] = next
    if (depth > maxJsonDepth) throw tooDeep()
    const isArray = Array.isArray(value)
    if (!isArray && Object.hasOwn(value, '__proto__')) throw forbiddenKey()
    const children: readonly unknown[] = isArray ? value : Object.values(value)
    for (const child of children)
      if (typeof child === 'object' && child !== null) pending.push([child, depth + 1])
  }
}
