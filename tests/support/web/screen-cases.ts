import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { PersonId } from './people.ts'
import type { SeededWorkspace } from './seed-workspace.ts'

/** A screen in a state that a person sees. */
export interface ScreenCase {
  /** The name in `web/src/app/screens.ts`. */
  readonly screen: string
  readonly person: PersonId
  readonly path: (data: SeededWorkspace) => string
  /** Keys that open a dialog over the screen. */
  readonly keys?: readonly string[]
}

const inProject =
  (rest = '') =>
  ({ project }: SeededWorkspace): string =>
    `/p/${project}${rest}`

export const screenCases: readonly ScreenCase[] = [
  { screen: 'projects', person: 'lead', path: () => '/', keys: ['?'] },
  { screen: 'projects', person: 'ann', path: () => '/' },
  { screen: 'label', person: 'ann', path: inProject('/label'), keys: ['s'] },
  { screen: 'label', person: 'ann', path: ({ fresh }) => `/p/${fresh}/label?layout=4` },
  { screen: 'ownWork', person: 'ann', path: inProject('/mine') },
  { screen: 'review', person: 'reviewer', path: inProject('/review?state=labeled'), keys: ['r', 'e'] },
  { screen: 'review', person: 'lead', path: inProject('/review?state=skipped') },
  { screen: 'item', person: 'reviewer', path: (data) => `/p/${data.project}/items/${data.item}` },
  { screen: 'dashboard', person: 'lead', path: inProject() },
  { screen: 'exports', person: 'lead', path: inProject('/exports') },
  { screen: 'members', person: 'lead', path: inProject('/members') },
  { screen: 'settings', person: 'lead', path: inProject('/settings') },
  { screen: 'projectActivity', person: 'lead', path: inProject('/activity') },
  { screen: 'createProject', person: 'lead', path: () => '/new' },
  { screen: 'data', person: 'lead', path: () => '/data' },
  { screen: 'datastore', person: 'lead', path: ({ datastore }) => `/data/stores/${datastore}` },
  { screen: 'dataset', person: 'lead', path: ({ dataset }) => `/data/sets/${dataset}` },
  { screen: 'activity', person: 'lead', path: () => '/activity' },
  { screen: 'preferences', person: 'ann', path: () => '/settings' },
]

/** The names of all screens that the app has. */
export const readScreenNames = async (): Promise<readonly string[]> => {
  const source = await readFile(resolve('web/src/app/screens.ts'), 'utf8')
  return [...source.matchAll(/^ {2}(\w+): lazy\(/gm)].flatMap(([, name]) => name ?? [])
}

/** The path of a case with short names, for the names of tests. */
export const shownPath = ({ path }: ScreenCase): string =>
  path({ project: 'P', dataset: 'D', datastore: 'S', item: 'I', fresh: 'F' })
