import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import type { AppWorld } from './app-world.ts'
import {
  arrangeClass,
  arrangeDraft,
  arrangeFaults,
  arrangeInstructions,
  arrangeLeaving,
  arrangeMerge,
} from './arrangements.ts'
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
  /** Brings the screen that is shown into the state of the case. */
  readonly arrange?: (page: Page, world: AppWorld) => Promise<void>
  /** The status of a refusal that the state is about: the browser reports it, and it is no fault. */
  readonly refusal?: number
  /** What was arranged is a dialog: the screen behind it cannot be reached. */
  readonly isDialog?: boolean
}

const inProject =
  (rest = '') =>
  ({ project }: SeededWorkspace): string =>
    `/p/${project}${rest}`

const wizardStep = (step: string, arrange = arrangeDraft): ScreenCase => ({
  screen: 'createProject',
  person: 'lead',
  path: () => `/new?step=${step}`,
  arrange,
})

export const screenCases: readonly ScreenCase[] = [
  { screen: 'projects', person: 'lead', path: () => '/', keys: ['?'] },
  { screen: 'projects', person: 'ann', path: () => '/' },
  { screen: 'label', person: 'ann', path: inProject('/label'), keys: ['s'] },
  { screen: 'label', person: 'ann', path: ({ fresh }) => `/p/${fresh}/label?layout=4` },
  { screen: 'label', person: 'ann', path: inProject('/label'), arrange: arrangeInstructions },
  { screen: 'ownWork', person: 'ann', path: inProject('/mine') },
  { screen: 'review', person: 'reviewer', path: inProject('/review?state=labeled'), keys: ['r', 'e'] },
  { screen: 'review', person: 'lead', path: inProject('/review?state=skipped'), keys: ['s'] },
  { screen: 'item', person: 'reviewer', path: (data) => `/p/${data.project}/items/${data.item}` },
  { screen: 'dashboard', person: 'lead', path: inProject() },
  { screen: 'exports', person: 'lead', path: inProject('/exports') },
  { screen: 'members', person: 'lead', path: inProject('/members') },
  { screen: 'settings', person: 'lead', path: inProject('/settings') },
  { screen: 'settings', person: 'lead', path: inProject('/settings'), arrange: arrangeClass },
  { screen: 'projectActivity', person: 'lead', path: inProject('/activity') },
  { screen: 'createProject', person: 'lead', path: () => '/new' },
  wizardStep('data', arrangeFaults),
  wizardStep('task'),
  wizardStep('classes', arrangeFaults),
  wizardStep('instructions', arrangeFaults),
  wizardStep('people'),
  wizardStep('check'),
  { screen: 'createProject', person: 'lead', path: ({ project }) => `/new?step=done&project=${project}` },
  { screen: 'createProject', person: 'lead', path: () => '/new', arrange: arrangeDraft },
  { ...wizardStep('task', arrangeLeaving), isDialog: true },
  { screen: 'data', person: 'lead', path: () => '/data' },
  { screen: 'datastore', person: 'lead', path: ({ datastore }) => `/data/stores/${datastore}` },
  { screen: 'dataset', person: 'lead', path: ({ dataset }) => `/data/sets/${dataset}` },
  { screen: 'activity', person: 'lead', path: () => '/activity' },
  { screen: 'preferences', person: 'ann', path: () => '/settings' },
  // Changes the project, so it is the last.
  { screen: 'settings', person: 'lead', path: inProject('/settings'), arrange: arrangeMerge, refusal: 412 },
]

/** The names of all screens that the app has. */
export const readScreenNames = async (): Promise<readonly string[]> => {
  const source = await readFile(resolve('web/src/app/screens.ts'), 'utf8')
  return [...source.matchAll(/^ {2}(\w+): lazy\(/gm)].flatMap(([, name]) => name ?? [])
}

/** The path of a case with short names, and its state, for the names of tests. */
export const shownPath = ({ path, arrange }: ScreenCase): string =>
  [path({ project: 'P', dataset: 'D', datastore: 'S', item: 'I', fresh: 'F' }), arrange?.name ?? []]
    .flat()
    .join(' by ')

/** What the browser reported that the case does not expect. */
export const unexpected = (
  { refusal }: Pick<ScreenCase, 'refusal'>,
  faults: readonly string[],
): readonly string[] =>
  faults.filter((fault) => refusal === undefined || !fault.includes(`status of ${refusal} `))
