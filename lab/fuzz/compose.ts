import type { CallerName, Tokens } from './callers.ts'
import { toWire, withHeader, type Draft, type WireRequest } from './draft.ts'
import { fill, write, type Tree } from './json.ts'
import { names, type Pool, type Scene } from './pool.ts'
import type { Step } from './step.ts'

export interface Composer {
  readonly pool: Pool
  readonly tokens: Tokens
  readonly host: string
}

const people: readonly string[] = ['labeler', 'reviewer', 'second']

/** The values of the path's parameters that belong together. */
const paramsOf = (step: Step, scene: Scene): Readonly<Record<string, string>> => {
  const { pick } = step
  const name = names[pick % names.length] ?? names[0]
  const project = step.operation.path.includes('{page}')
    ? (scene.page?.project ?? scene.project)
    : scene.project
  return {
    project,
    datastore: name,
    dataset: name,
    user: people[pick % people.length] ?? 'labeler',
    page: scene.page?.id ?? 'none',
    item: scene.item,
    exportId: scene.export?.id ?? 'none',
    name: scene.export?.files[pick % Math.max(1, scene.export.files.length)] ?? 'none.csv',
    operation: 'none',
    asset: ['swagger-ui.css', 'initializer.js'][pick % 2] ?? 'none',
  }
}

const forLabelers: ReadonlySet<string> = new Set([
  'takePage',
  'getPage',
  'submitPage',
  'reopenPage',
  'renewPage',
  'releasePage',
])

const suitableCaller = ({ operation, pick }: Step, scene: Scene): CallerName => {
  if (!forLabelers.has(operation.operationId)) return 'admin'
  if (operation.operationId === 'takePage') return pick % 3 === 0 ? 'admin' : 'labeler'
  return scene.page?.holder ?? 'labeler'
}

/** A query value as text: a JSON string without its quotes. */
const textOf = (tree: Tree): string => {
  const text = write(tree)
  if (!text.startsWith('"')) return text
  const value: unknown = JSON.parse(text)
  return typeof value === 'string' ? value : text
}

const linked = (url: string): Pick<Draft, 'segments' | 'query'> => {
  const [path = '', search = ''] = url.replace(/^https?:\/\/[^/]+\//, '').split('?', 2)
  return { segments: path.split('/'), query: search === '' ? [] : search.split('&') }
}

/** An item's label is changed under the item's own ETag. */
const versionedPath = (segments: readonly string[]): string =>
  `/${segments.join('/')}`.replace(/\/label$/, '')

let counted = 0

/** A step as a valid request, as far as anything fits, and then changed as it says. */
export const compose = (
  step: Step,
  projectPick: number,
  { pool, tokens, host }: Composer,
): { readonly request: WireRequest; readonly params: Readonly<Record<string, string>> } => {
  const { operation, pick } = step
  const { operationId, method, path, parameters } = operation
  const scene = pool.scene(projectPick, pick)
  const find = (known: Parameters<Pool['find']>[0]) => pool.find(known, scene)
  const params = paramsOf(step, scene)
  const link = step.followsLink ? pool.link(operationId, pick) : undefined
  const built = {
    segments: [
      'api',
      ...path
        .slice(1)
        .split('/')
        .map((part) => (part.startsWith('{') ? encodeURIComponent(params[part.slice(1, -1)] ?? '') : part)),
    ],
    query: step.query.map(
      ([name, tree]) => `${name}=${encodeURIComponent(textOf(fill(tree, find)).toWellFormed())}`,
    ),
  }
  const tree = step.body && fill(step.body, find)
  const takes = new Map(
    parameters.filter((one) => one.in === 'header').map(({ name, required }) => [name, required] as const),
  )
  let draft: Draft = {
    method,
    tail: '',
    ...(link === undefined ? built : linked(link)),
    headers: [['Host', host]],
    tree,
    bytes: undefined,
    caller: step.caller === 'suitable' ? suitableCaller(step, scene) : step.caller,
  }
  const set = (name: string, value: string | undefined): void => {
    draft = withHeader(draft, name, value)
  }
  if (tree) set('Content-Type', 'application/json')
  const etag = pool.etag(versionedPath(draft.segments))
  if (takes.has('If-Match') && step.condition !== 'absent')
    set('If-Match', step.condition === 'any' || (etag === undefined && takes.get('If-Match')) ? '*' : etag)
  if (takes.has('If-None-Match') && step.revalidates) set('If-None-Match', etag)
  if (takes.has('Range')) set('Range', step.range)
  if (takes.has('Idempotency-Key') && step.key !== 'none')
    set('Idempotency-Key', step.key === 'fresh' ? `fresh-${(counted += 1)}` : `${operationId}-${pick % 3}`)
  draft = step.mutations.reduce((changed, mutate) => mutate(changed), draft)
  const token = tokens[draft.caller]
  const authorized = draft.headers.some(([name]) => name === 'Authorization')
  if (token !== undefined && !authorized && link?.includes('sig=') !== true)
    set('Authorization', `Bearer ${token}`)
  return { request: toWire(draft), params }
}
