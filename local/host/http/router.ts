import { parseRoute, type Segment } from './route-template.ts'

export interface Route<T> {
  template: string
  /** Upper-case HTTP methods. */
  methods: readonly string[]
  target: T
}

interface Match<T> {
  target: T
  params: Record<string, string>
}

interface Endpoint<T> {
  template: string
  target: T
  names: readonly string[]
}

interface Node<T> {
  literals: Map<string, Node<T>>
  parameters: { constraints: string; accepts: (value: string) => boolean; node: Node<T> }[]
  ends: Map<string, Endpoint<T>>
  rest: Map<string, Endpoint<T>>
}

const createNode = <T>(): Node<T> => ({
  literals: new Map(),
  parameters: [],
  ends: new Map(),
  rest: new Map(),
})

function child<T>(node: Node<T>, segment: Exclude<Segment, { kind: 'rest' }>): Node<T> {
  const made = createNode<T>()
  if (segment.kind === 'literal') {
    const existing = node.literals.get(segment.text)
    if (existing === undefined) node.literals.set(segment.text, made)
    return existing ?? made
  }
  const existing = node.parameters.find(({ constraints }) => constraints === segment.constraints)
  if (existing !== undefined) return existing.node
  node.parameters.push({ constraints: segment.constraints, accepts: segment.accepts, node: made })
  // A constrained parameter is the more specific one.
  node.parameters.sort((a, b) => Number(a.constraints === '') - Number(b.constraints === ''))
  return made
}

function add<T>(root: Node<T>, segments: readonly Segment[], { template, methods, target }: Route<T>): void {
  let node = root
  let ends = 'ends' as 'ends' | 'rest'
  const names: string[] = []
  for (const segment of segments) {
    if (segment.kind !== 'literal') names.push(segment.name)
    if (segment.kind === 'rest') ends = 'rest'
    else node = child(node, segment)
  }
  for (const method of methods) {
    const other = node[ends].get(method)
    if (other !== undefined) {
      throw new Error(
        `The routes "${other.template}" and "${template}" both take ${method} on the same paths.`,
      )
    }
    node[ends].set(method, { template, target, names })
  }
}

/** `path` has no query. Answers nothing for an unknown path and for a wrong method alike. */
export type Router<T> = (method: string, path: string) => Match<T> | undefined

/**
 * A tree over path segments, so that a request costs its number of segments and not the number of routes.
 * In every segment a literal is preferred to a constrained parameter, that to a free one, that to a catch-all.
 */
export function createRouter<T>(routes: readonly Route<T>[]): Router<T> {
  const root = createNode<T>()
  for (const route of routes) {
    for (const segments of parseRoute(route.template)) add(root, segments, route)
  }
  return (method, path) => walk(root, method, path, path.startsWith('/') ? 1 : 0, [])
}

function walk<T>(
  node: Node<T>,
  method: string,
  path: string,
  start: number,
  values: string[],
): Match<T> | undefined {
  if (start >= path.length) {
    return finish(node.ends.get(method), values) ?? finish(node.rest.get(method), [...values, ''])
  }
  const slash = path.indexOf('/', start)
  const end = slash === -1 ? path.length : slash
  const text = path.slice(start, end)
  // ASP.NET decodes a path before it looks for the route.
  const value = decode(text)
  const literal = node.literals.get(value) ?? node.literals.get(value.toLowerCase())
  if (literal !== undefined) {
    const found = walk(literal, method, path, end + 1, values)
    if (found !== undefined) return found
  }
  if (text !== '') {
    for (const { accepts, node: next } of node.parameters) {
      if (!accepts(value)) continue
      values.push(value)
      const found = walk(next, method, path, end + 1, values)
      if (found !== undefined) return found
      values.pop()
    }
  }
  return finish(node.rest.get(method), [...values, decode(path.slice(start))])
}

function finish<T>(endpoint: Endpoint<T> | undefined, values: readonly string[]): Match<T> | undefined {
  if (endpoint === undefined) return undefined
  const params: Record<string, string> = {}
  for (const [index, name] of endpoint.names.entries()) {
    const value = values[index]
    if (value !== undefined && value !== '') params[name] = value
  }
  return { target: endpoint.target, params }
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Not percent-encoding at all: the text itself is the value.
    return text
  }
}
