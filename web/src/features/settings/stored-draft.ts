import { isRecord } from '../../core/is-record.ts'
import { settingNames, type SettingsDraft } from './settings-draft.ts'

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

const parseSettings = (stored: unknown): SettingsDraft =>
  isRecord(stored)
    ? Object.fromEntries(
        Object.entries(stored).filter(([name]) => settingNames.some((known) => known === name)),
      )
    : {}

export const readDraft = (user: string, project: string): StoredDraft | undefined => {
  const stored: unknown = JSON.parse(localStorage.getItem(keyOf(user, project)) ?? '{}')
  if (!isRecord(stored) || typeof stored['etag'] !== 'string') return undefined
  return {
    etag: stored['etag'],
    base: parseSettings(stored['base']),
    draft: parseSettings(stored['draft']),
  }
}

/** Keeps a draft; without one none is kept any more. */
export const keepDraft = (user: string, project: string, stored: StoredDraft | undefined): void => {
  if (stored) localStorage.setItem(keyOf(user, project), JSON.stringify(stored))
  else localStorage.removeItem(keyOf(user, project))
}
