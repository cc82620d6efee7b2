import type { Schemas } from '../../api/client.ts'
import { isRecord } from '../../core/is-record.ts'
import { countProblems, maxClasses } from '../../classes/class-tree-editor/class-problems.ts'
import { isClass } from '../../classes/is-class.ts'
import { isName } from '../../data/names.ts'
import type { Step } from './steps.ts'

const roles = ['Labeler', 'Reviewer', 'Admin'] as const
type Role = (typeof roles)[number]

export interface DraftMember {
  readonly user: string
  readonly name?: string | undefined
  readonly role: Role
}

/** A project while the wizard is filled in. */
export interface Draft {
  /** Whether the dataset is there, or is made of a folder. */
  readonly source: 'Existing' | 'New'
  readonly existing: string
  readonly datastore: string
  /** Empty for the whole datastore, else with `/` at its end. */
  readonly folder: string
  readonly datasetName: string
  readonly taskType: string
  readonly allowNoClass: boolean
  readonly classes: Schemas['LabelClass'][]
  readonly instructions: string
  readonly instructionsUrl: string
  readonly members: readonly DraftMember[]
  readonly displayName: string
  /** The name in addresses; empty while it follows the display name. */
  readonly name: string
  /** The project that these steps have made already: only its people are still missing. */
  readonly made?: string | undefined
}

export const emptyDraft: Draft = {
  source: 'New',
  existing: '',
  datastore: '',
  folder: '',
  datasetName: '',
  taskType: 'MultiClass',
  allowNoClass: false,
  classes: [],
  instructions: '',
  instructionsUrl: '',
  members: [],
  displayName: '',
  name: '',
}

export const isEmpty = (draft: Draft): boolean => JSON.stringify(draft) === JSON.stringify(emptyDraft)

const isMember = (value: unknown): value is DraftMember =>
  isRecord(value) &&
  typeof value['user'] === 'string' &&
  (value['name'] === undefined || typeof value['name'] === 'string') &&
  roles.some((role) => role === value['role'])

const texts = [
  'existing',
  'datastore',
  'folder',
  'datasetName',
  'taskType',
  'instructions',
  'instructionsUrl',
  'displayName',
  'name',
  'made',
] as const

/** Reads what a browser has stored; undefined if that is no draft. */
export const parseDraft = (json: string | null): Draft | undefined => {
  let stored: unknown
  try {
    stored = JSON.parse(json ?? 'null')
  } catch {
    return undefined
  }
  if (!isRecord(stored)) return undefined
  const { source, classes, members, allowNoClass } = stored
  const kept = texts.flatMap((name) => {
    const value = stored[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return {
    ...emptyDraft,
    ...Object.fromEntries(kept),
    source: source === 'Existing' ? 'Existing' : 'New',
    allowNoClass: allowNoClass === true,
    classes: Array.isArray(classes) ? classes.filter(isClass) : [],
    members: Array.isArray(members) ? members.filter(isMember) : [],
  }
}

export type StepProblem =
  | 'NoDataset'
  | 'NoDatastore'
  | 'BadDatasetName'
  | 'NoImages'
  | 'NotUploaded'
  | 'NoClasses'
  | 'TooManyClasses'
  | 'WrongClasses'
  | 'ClassNotAdded'
  | 'BadUrl'
  | 'PersonNotAdded'

const isHttps = (url: string): boolean => /^https:\/\//i.test(url) && URL.canParse(url)

/** What a step lacks; undefined if nothing. */
export const problemOf = (draft: Draft, step: Step): StepProblem | undefined => {
  if (step === 'data') {
    if (draft.source === 'Existing') return draft.existing === '' ? 'NoDataset' : undefined
    if (draft.datastore === '') return 'NoDatastore'
    return isName(draft.datasetName) ? undefined : 'BadDatasetName'
  }
  if (step === 'classes') {
    const { classes, wrong } = countProblems(draft.classes)
    if (classes === 0) return 'NoClasses'
    if (classes > maxClasses) return 'TooManyClasses'
    return wrong > 0 ? 'WrongClasses' : undefined
  }
  if (step === 'instructions')
    return draft.instructionsUrl.trim() === '' || isHttps(draft.instructionsUrl.trim()) ? undefined : 'BadUrl'
  return undefined
}
