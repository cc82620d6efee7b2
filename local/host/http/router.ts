import { parseRoute } from './route-template.ts'
import type { Segment } from './route-template.ts'

export interface Route<T> {
  /** The function's name: the order of the routes. */
  readonly name: string
  readonly template: string
  /** Upper-case HTTP methods. */
  readonly methods: readonly string[]
  readonly target: T
}

interface Match<T> {
  readonly target: T
  readonly params: Readonly<Record<string, string>>
}

/** `path` has no query. Undefined for an unknown path and for a wrong method alike. */
export type Router<T> = (method: string, path: string) => Match<T> | undefined

interface Endpoint<T> extends Route<T> {
  readonly segments: readonly Segment[]
}

interface Part {
  readonly text: string
  readonly lower: string
}

/** The order in which the host asks functions for a request: by name, ordinal, in upper case. */
export const compareNames = (a: string, b: string): number => {
  const [first, second] = [a.toUpperCase(), b.toUpperCase()]
  return first < second ? -1 : first > second ? 1 : 0
}

const shapeOf = (segments: readonly Segment[]): string =>
  segments.map((segment) => (segment.kind === 'literal' ? segment.text : `{${segment.kind}}`)).join('/')

const assertDistinct = <T>(endpoints: readonly Endpoint<T>[]): void => {
  const seen = new Map<string, string>()
  for (const { template, methods, segments } of endpoints)
    for (const method of methods) {
      const shape = `${method} ${shapeOf(segments)}`
      const other = seen.get(shape)
      if (other !== undefined)
        throw new Error(
          `The routes "${other}" and "${template}" both take ${method} on the same paths: change one.`,
        )
      seen.set(shape, template)
    }
}

const decodeRun = (run: string): string => {
  try {
    return decodeURIComponent(run)
  } catch {
    // Not UTF-8: the text itself is the value.
    return run
  }
}

/** ASP.NET decodes a path once, before it matches routes, and leaves `%2F` as it is. */
const decode = (text: string): string =>
  text.includes('%') ? text.replaceAll(/(?:%(?!2f)[0-9a-f]{2})+/gi, decodeRun) : text

const textsOf = (path: string): readonly string[] =>
  (path.startsWith('/') ? path.slice(1) : path).split('/').map(decode)

/** The segments of a path; a slash at its end is no segment. */
const partsOf = (texts: readonly string[]): readonly Part[] =>
  (texts.at(-1) === '' ? texts.slice(0, -1) : texts).map((text) => ({ text, lower: text.toLowerCase() }))

/** An empty segment fits nothing, except within the rest of a path. */
const fits = (segments: readonly Segment[], parts: readonly Part[]): boolean => {
  for (const [index, { text, lower }] of parts.entries()) {
    const segment = segments[index]
    if (text === '' || segment === undefined) return false
    if (segment.kind === 'rest') return true
    if (segment.kind === 'literal' && segment.text !== lower) return false
  }
  return segments.length === parts.length || segments[parts.length]?.kind === 'rest'
}

const valuesOf = (
  segments: readonly Segment[],
  texts: readonly string[],
): Readonly<Record<string, string>> => {
  const params: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'literal') continue
    const value = segment.kind === 'rest' ? texts.slice(index).join('/') : texts[index]
    if (value !== undefined && value !== '') params[segment.name] = value
  }
  return params
}

/**
 * Asks the routes in the order of their functions' names, as the host does: the first that fits is taken, also if another
 * one is more specific.
 */
export const createRouter = <T>(routes: readonly Route<T>[]): Router<T> => {
  const endpoints: readonly Endpoint<T>[] = routes
    .map((route) => ({ ...route, segments: parseRoute(route.template) }))
    .toSorted((a, b) => compareNames(a.name, b.name))
  assertDistinct(endpoints)
  const byMethod = new Map(
    endpoints
      .flatMap(({ methods }) => methods)
      .map((method) => [method, endpoints.filter(({ methods }) => methods.includes(method))]),
  )
  return (method, path) => {
    const texts = textsOf(path)
    const parts = partsOf(texts)
    const found = byMethod.get(method)?.find(({ segments }) => fits(segments, parts))
    return found && { target: found.target, params: valuesOf(found.segments, texts) }
  }
}
