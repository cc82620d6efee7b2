import { isClass } from '../../classes/is-class.ts'
import { deviceStore } from '../../core/browser-store.ts'
import { isRecord } from '../../core/is-record.ts'
import { settingNames, type SettingName, type SettingsDraft } from './settings-draft.ts'

/** A draft with what it was made of, so that what others change meanwhile is told from it. */
export interface StoredDraft {
  /** The ETag of the project that the draft began with. */
  readonly etag: string
  /** The settings of the draft, as they were in that project. */
  readonly base: SettingsDraft
  readonly draft: SettingsDraft
}

/** A draft outlives a reload, an ended sign-in and a closed tab, for this person and project. */
const keyOf = (user: string, project: string): string => `etiquette.settings.${user}.${project}`

type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string'
const isSwitch: Check = (value) => typeof value === 'boolean'

const checks: Readonly<Record<SettingName, Check>> = {
  displayName: isText,
  description: isText,
  labelClasses: (value) => Array.isArray(value) && value.every(isClass),
  instructions: (value) =>
    isRecord(value) && [value['text'], value['url']].every((text) => text === undefined || isText(text)),
  allowNoClass: isSwitch,
  labelersSeePaths: isSwitch,
  pageLease: isText,
  incrementalRefresh: isText,
  changedFiles: isText,
  exportRetention: isText,
}
/** The settings that a project may be without. */
const optional: ReadonlySet<SettingName> = new Set([
  'displayName',
  'description',
  'instructions',
  'exportRetention',
])

const parseSettings = (stored: unknown, names: readonly SettingName[]): SettingsDraft =>
  isRecord(stored)
    ? Object.fromEntries(
        names.filter((name) => checks[name](stored[name])).map((name) => [name, stored[name]]),
      )
    : {}

/** Reads what a browser has stored; undefined if that is no draft. */
export const parseStoredDraft = (json: string | null): StoredDraft | undefined => {
  let stored: unknown
  try {
    stored = JSON.parse(json ?? 'null')
  } catch {
    return undefined
  }
  if (!isRecord(stored) || typeof stored['etag'] !== 'string') return undefined
  const base = parseSettings(stored['base'], settingNames)
  // Without what it was before, a change cannot be told from those of others.
  const known = settingNames.filter((name) => name in base || optional.has(name))
  return { etag: stored['etag'], base, draft: parseSettings(stored['draft'], known) }
}

export const readDraft = (user: string, project: string): StoredDraft | undefined =>
  parseStoredDraft(deviceStore.read(keyOf(user, project)))

/** Keeps a draft; without one none is kept any more. False if this browser keeps nothing. */
export const keepDraft = (user: string, project: string, stored: StoredDraft | undefined): boolean =>
  stored
    ? deviceStore.write(keyOf(user, project), JSON.stringify(stored))
    : deviceStore.remove(keyOf(user, project))
