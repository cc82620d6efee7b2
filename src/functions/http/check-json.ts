import { DomainError } from '../../domain/core/errors.ts'

/** Far more than any body has a use for, and few enough for whatever walks one by calling itself. */
export const deepestBody = 32

type Nested = readonly [value: object, depth: number]

const tooDeep = (): DomainError =>
  new DomainError('InvalidRequest', `A body may be nested ${deepestBody} levels deep; send a flatter one`, {
    target: 'body',
  })

const forbiddenKey = (): DomainError => {
  const message = 'No property may be called __proto__; leave it out'
  const detail = { code: 'UnknownProperty', message, target: '__proto__' }
  return new DomainError('InvalidRequest', message, { target: '__proto__', details: [detail] })
}

/**
 * Looks through parsed JSON before anything that recurses or copies properties sees it. Only `__proto__` is refused
 * everywhere: schemas drop it without a word. `constructor` and `prototype` are refused by each schema that names its
 * properties, and may well be the name of a tag.
 * @throws DomainError `InvalidRequest`
 */
export const checkJson = (body: unknown): void => {
  if (typeof body !== 'object' || body === null) return
  const open: Nested[] = [[body, 1]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next
    if (depth > deepestBody) throw tooDeep()
    const list = Array.isArray(value)
    if (!list && Object.hasOwn(value, '__proto__')) throw forbiddenKey()
    const inside: readonly unknown[] = list ? value : Object.values(value)
    for (const inner of inside) if (typeof inner === 'object' && inner !== null) open.push([inner, depth + 1])
  }
}
