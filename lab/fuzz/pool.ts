import { z } from 'zod'
import { classNode, classPaths } from '../../tools/class-tree.ts'
import type { CallerName } from './callers.ts'
import type { Known } from './json.ts'

interface Page {
  readonly project: string
  readonly id: string
  readonly holder: CallerName
  readonly items: readonly string[]
}
interface InProject {
  readonly project: string
  readonly id: string
}
interface Seen extends InProject {
  readonly etag: string
}
interface Export extends InProject {
  readonly files: readonly string[]
}

/** What a request is about: its parts belong together. */
export interface Scene {
  readonly project: string
  readonly page: Page | undefined
  readonly item: string
  readonly export: Export | undefined
}

/** What the storage of this run has. */
export interface Ground {
  readonly containerUrls: readonly string[]
  /** For the first of the containers. */
  readonly sasToken: string
  readonly patterns: readonly string[]
}

const most = 60
/** Of projects, datasets and datastores alike: few, so that they are made, deleted and made again. */
export const names = ['alpha', 'beta', 'gamma', 'delta'] as const
const durations = ['PT30M', 'PT1M', 'PT8H', 'PT90S']
const noItem = '0'.repeat(32)

const withId = z.looseObject({ id: z.string() })
const withEtag = withId.extend({ etag: z.string() })
const exportBody = z.looseObject({
  id: z.string(),
  files: z.array(z.looseObject({ name: z.string() })).optional(),
})
const pageBody = z.looseObject({ id: z.string(), items: z.array(withId) })
const projectBody = z.looseObject({ name: z.string(), labelClasses: z.array(classNode) })
const itemPattern = /^[a-f0-9]{32}$/

/** Puts it in front, without a second copy of it, and forgets the oldest. */
const remember = <T>(list: T[], entry: T, same: (other: T) => boolean): void => {
  const index = list.findIndex(same)
  if (index >= 0) list.splice(index, 1)
  list.unshift(entry)
  list.length = Math.min(list.length, most)
}

const at = <T>(list: readonly T[], pick: number): T | undefined =>
  list.length === 0 ? undefined : list[pick % list.length]

const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(stringsIn)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

export interface Lesson {
  readonly operationId: string
  readonly caller: CallerName
  /** Without its query, as it was sent. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly etag: string | null
  /** Of `Location` and `Operation-Location`. */
  readonly locations: readonly string[]
  readonly body: unknown
}

/** What earlier answers told, newest first: later requests name what exists, existed, or was never there. */
export interface Pool {
  learn(lesson: Lesson): void
  /** Nothing is at this path any more. */
  forget(path: string): void
  scene(projectPick: number, pick: number): Scene
  /** A value for what the request is to name. */
  find(known: Known, scene: Scene): unknown
  etag(path: string): string | undefined
  /** Absolute URLs of this API that answers contained, by the operation that they lead to. */
  link(operationId: string, pick: number): string | undefined
}

export const createPool = (
  api: string,
  ground: Ground,
  operationOf: (url: string) => string | undefined,
): Pool => {
  const pages: Page[] = []
  const items: InProject[] = []
  const seen: Seen[] = []
  const exports: Export[] = []
  const classes = new Map<string, readonly string[]>()
  const etags = new Map<string, string>()
  const links = new Map<string, string[]>()

  const learnLink = (url: string): void => {
    const operationId = operationOf(url)
    if (operationId === undefined) return
    const list = links.get(operationId) ?? []
    remember(list, url, (other) => other === url)
    links.set(operationId, list)
  }

  const learnItems = (project: string, body: unknown): void => {
    if (typeof body !== 'object' || body === null) return
    for (const inner of Object.values(body)) learnItems(project, inner)
    const found = withId.safeParse(body)
    if (found.success && itemPattern.test(found.data.id)) {
      const { id } = found.data
      const isSame = (other: InProject): boolean => other.id === id && other.project === project
      remember(items, { project, id }, isSame)
      const { data } = withEtag.safeParse(body)
      if (data) remember(seen, { project, id, etag: data.etag }, isSame)
    }
  }

  const learnProject = (project: string, { operationId, caller, body }: Lesson): void => {
    learnItems(project, body)
    const page = pageBody.safeParse(body)
    if (page.success && (operationId === 'takePage' || operationId === 'getPage')) {
      const { id, items } = page.data
      const entry = { project, id, holder: caller, items: items.map((item) => item.id) }
      remember(pages, entry, (other) => other.id === id)
    }
    const made = exportBody.safeParse(body)
    if (made.success && operationId.endsWith('Export')) {
      const { id, files = [] } = made.data
      remember(exports, { project, id, files: files.map(({ name }) => name) }, (other) => other.id === id)
    }
    const known = projectBody.safeParse(body)
    if (known.success) classes.set(known.data.name, classPaths(known.data.labelClasses))
  }

  const answersTo = (page: Page | undefined, pick: number): unknown => {
    const offered = classes.get(page?.project ?? '') ?? ['Cat']
    return (page?.items ?? [noItem]).map((item, index) =>
      (pick + index) % 4 === 3
        ? { item, skip: true, reason: 'blurred' }
        : { item, labels: [at(offered, pick + index) ?? 'Cat'] },
    )
  }

  const belongingTo = <T extends InProject | Page>(
    list: readonly T[],
    project: string,
    pick: number,
  ): T | undefined =>
    at(
      list.filter((one) => one.project === project),
      pick,
    ) ?? at(list, pick)

  return {
    learn: (lesson) => {
      const { path, params, etag, locations, body } = lesson
      if (etag !== null) etags.set(path, etag)
      for (const url of [...locations, ...stringsIn(body)]) if (url.startsWith(`${api}/`)) learnLink(url)
      if (params['project'] !== undefined) learnProject(params['project'], lesson)
    },
    forget: (path) => etags.delete(path),
    scene: (projectPick, pick) => {
      const project = at(names, projectPick) ?? names[0]
      return {
        project,
        page: belongingTo(pages, project, pick),
        item: belongingTo(items, project, pick)?.id ?? noItem,
        export: belongingTo(exports, project, pick),
      }
    },
    find: ({ known, pick }, scene) => {
      switch (known) {
        case 'answers':
          return answersTo(scene.page, pick)
        case 'class':
          return at(classes.get(scene.project) ?? [], pick) ?? 'Cat'
        case 'containerUrl':
          return at(ground.containerUrls, pick)
        case 'credential': {
          const kinds = [
            { type: 'ManagedIdentity' },
            { type: 'Sas', token: ground.sasToken },
            { type: 'Anonymous' },
          ]
          return at(kinds, pick)
        }
        case 'dataset':
        case 'datastore':
          return at(names, pick)
        case 'duration':
          return at(durations, pick)
        case 'export':
          return belongingTo(exports, scene.project, pick)?.id ?? 'none'
        case 'item':
          return belongingTo(items, scene.project, pick)?.id ?? noItem
        case 'page':
          return belongingTo(pages, scene.project, pick)?.id ?? 'none'
        case 'pattern':
          return at(ground.patterns, pick)
        case 'seen': {
          const own = seen.filter(({ project }) => project === scene.project)
          const some = own.slice(pick % 4, (pick % 4) + 5).map(({ id, etag }) => ({ item: id, etag }))
          return some.length > 0 ? some : [{ item: noItem, etag: '"none"' }]
        }
      }
    },
    etag: (path) => etags.get(path),
    link: (operationId, pick) => at(links.get(operationId) ?? [], pick),
  }
}
