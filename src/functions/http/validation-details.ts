import type { z } from 'zod'
import type { ErrorDetail } from '../../domain/core/errors.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

export const maxDetails = 20

const plainKey = /^[A-Za-z_$][\w$]*$/
const maxKeyLength = 100

/** A path such as `labelClasses[0].name`. A key that is no identifier is quoted. */
export const jsonPath = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = String(key).slice(0, maxKeyLength)
    if (!plainKey.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')

const detail = (code: string, message: string, path: Path, source: string): ErrorDetail => ({
  code,
  message,
  target: jsonPath(path) || source,
})

/** The issues of the union member with the fewest issues. */
const closest = (members: readonly (readonly Issue[])[]): readonly Issue[] =>
  members.reduce<readonly Issue[]>(
    (best, issues) => (best.length === 0 || issues.length < best.length ? issues : best),
    [],
  )

function* detailsOf(issues: readonly Issue[], parent: Path, source: string): Generator<ErrorDetail> {
  for (const issue of issues) {
    const path = [...parent, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        yield detail('UnknownProperty', 'The property is unknown; remove it', [...path, key], source)
    else if (issue.code === 'invalid_union' && issue.errors.length > 0)
      yield* detailsOf(closest(issue.errors), path, source)
    else if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      yield detail('MissingProperty', `The property is required: ${issue.message}`, path, source)
    else yield detail('InvalidValue', issue.message, path, source)
  }
}

/** The problems of a request, at most 20. @param source The parsed part of the request, such as `body`. */
export const validationDetails = (error: z.ZodError, source: string): readonly ErrorDetail[] =>
  [...detailsOf(error.issues, [], source)].slice(0, maxDetails)
