import type { z } from 'zod'
import type { ErrorDetail } from '../../domain/core/errors.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

export const maxDetails = 20

const plainKey = /^[A-Za-z_$][\w$]*$/
const maxKeyLength = 100

/** `labelClasses[0].name`; a key that is no identifier stands in quotes. */
const jsonPath = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = String(key).slice(0, maxKeyLength)
    if (!plainKey.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')

const detail = (code: string, message: string, path: Path, whole: string): ErrorDetail => ({
  code,
  message,
  target: jsonPath(path) || whole,
})

/** Of a union's members, the issues of the one that the input came closest to. */
const closest = (members: readonly (readonly Issue[])[]): readonly Issue[] =>
  members.reduce<readonly Issue[]>(
    (best, issues) => (best.length === 0 || issues.length < best.length ? issues : best),
    [],
  )

function* detailsOf(issues: readonly Issue[], parent: Path, whole: string): Generator<ErrorDetail> {
  for (const issue of issues) {
    const path = [...parent, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys)
        yield detail('UnknownProperty', 'There is no such property; leave it out', [...path, key], whole)
    else if (issue.code === 'invalid_union' && issue.errors.length > 0)
      yield* detailsOf(closest(issue.errors), path, whole)
    else if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      yield detail('MissingProperty', `This is required: ${issue.message}`, path, whole)
    else yield detail('InvalidValue', issue.message, path, whole)
  }
}

/** What is wrong with a request, in the order found, at most twenty. @param whole Names what was parsed: `body`. */
export const validationDetails = (error: z.ZodError, whole: string): readonly ErrorDetail[] =>
  [...detailsOf(error.issues, [], whole)].slice(0, maxDetails)
