import { isRecord } from '../../core/is-record.ts'
import { settingNames, type SettingsDraft } from './settings-draft.ts'

/** A draft outlives a reload, an ended sign-in and a closed tab, for this person and project. */
const keyOf = (user: string, project: string): string => `etiquette.settings.${user}.${project}`

export const readDraft = (user: string, project: string): SettingsDraft => {
  const stored: unknown = JSON.parse(localStorage.getItem(keyOf(user, project)) ?? '{}')
  if (!isRecord(stored)) return {}
  return Object.fromEntries(
    Object.entries(stored).filter(([name]) => settingNames.some((known) => known === name)),
  )
}

export const keepDraft = (user: string, project: string, draft: SettingsDraft): void => {
  if (Object.keys(draft).length === 0) localStorage.removeItem(keyOf(user, project))
  else localStorage.setItem(keyOf(user, project), JSON.stringify(draft))
}
