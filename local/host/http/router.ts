import { parseRoute } from './route-template.ts'
import type { Segment } from './route-template.ts'

export interface Route<T> {
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

interface Endpoint<T> {
  readonly template: string
  readonly target: T
  readonly names: readonly string[]
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>
  parameter: Node<T> | undefined
  readonly ends: Map<string, Endpoint<T>>
  readonly rest: Map<string, Endpoint<T>>
}

const createNode = <T>(): Node<T> => ({
  literals: new Map(),
  parameter: undefined,
  ends: new Map(),
  rest: new Map(),
})

const childOf = <T>(node: Node<T>, segment: Segment): Node<T> => {
  if (segment.kind !== 'literal') return (node.parameter ??= createNode())
  const child = node.literals.get(segment.text) ?? createNode()
  node.literals.set(segment.text, child)
  return child
}

const add = <T>(root: Node<T>, { template, methods, target }: Route<T>): void => {
  const segments = parseRoute(template)
  const rest = segments.at(-1)?.kind === 'rest'
  const node = (rest ? segments.slice(0, -1) : segments).reduce(childOf, root)
  const ends = rest ? node.rest : node.ends
  const names = segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]))
  for (const method of methods) {
    const other = ends.get(method)?.template
    if (other !== undefined)
      throw new Error(
        `The routes "${other}" and "${template}" both take ${method} on the same paths: change one.`,
      )
    ends.set(method, { template, target, names })
  }
}

const decode = (text: string): string => {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Not percent-encoding at all: the text itself is the value.
    return text
  }
}

const matched = <T>(endpoint: Endpoint<T> | undefined, values: readonly string[]): Match<T> | undefined => {
  if (endpoint === undefined) return undefined
  const params: Record<string, string> = {}
  for (const [index, name] of endpoint.names.entries()) {
    const value = values[index]
    if (value !== undefined && value !== '') params[name] = value
  }
  return { target: endpoint.target, params }
}

const walk = <T>(
  node: Node<T>,
  method: string,
  path: string,
  start: number,
  values: readonly string[],
): Match<T> | undefined => {
  if (start >= path.length)
    return matched(node.ends.get(method), values) ?? matched(node.rest.get(method), [...values, ''])
  const slash = path.indexOf('/', start)
  const end = slash === -1 ? path.length : slash
  // ASP.NET decodes a path before it matches routes.
  const value = decode(path.slice(start, end))
  const literal = node.literals.get(value.toLowerCase())
  const { parameter } = node
  return (
    (literal && walk(literal, method, path, end + 1, values)) ??
    (parameter && end > start ? walk(parameter, method, path, end + 1, [...values, value]) : undefined) ??
    matched(node.rest.get(method), [...values, decode(path.slice(start))])
  )
}

/**
 * A tree over path segments: a request costs its number of segments, not the number of routes.
 * In every segment a literal is preferred to a parameter, and that to the rest of a path.
 */
export const createRouter = <T>(routes: readonly Route<T>[]): Router<T> => {
  const root = createNode<T>()
  for (const route of routes) add(root, route)
  return (method, path) => walk(root, method, path, path.startsWith('/') ? 1 : 0, [])
}
