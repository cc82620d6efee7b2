import { isRecord } from '../core/is-record.ts'
import { isLocale, type Locale } from '../i18n/languages.ts'

/** What a person has chosen in this browser. */
export interface Preferences {
  /** Undefined: the language of the browser. */
  readonly locale?: Locale | undefined
  readonly theme: 'auto' | 'dark' | 'light'
  /** Tiles of a page in the label screen. */
  readonly layout: number
  /** The side of the action bar on a touch screen. */
  readonly hand: 'left' | 'right'
  /** Keys of one character act at once (WCAG 2.1.4 asks for a way to switch them off). */
  readonly singleKeys: boolean
  /** The next page follows the last answer without a further key. */
  readonly submitAtOnce: boolean
  /** Keys that replace those of a command. */
  readonly keys: Readonly<Record<string, string>>
}

export const defaultPreferences: Preferences = {
  theme: 'auto',
  layout: 9,
  hand: 'right',
  singleKeys: true,
  submitAtOnce: true,
  keys: {},
}

const layouts = [1, 4, 6, 9, 25, 50]
const oneOf = <T>(value: unknown, choices: readonly T[], otherwise: T): T =>
  choices.find((choice) => choice === value) ?? otherwise

/** Reads what a browser has stored; anything unknown has its default. */
export const parsePreferences = (text: string | null): Preferences => {
  let stored: unknown
  try {
    stored = JSON.parse(text ?? '{}')
  } catch {
    return defaultPreferences
  }
  if (!isRecord(stored)) return defaultPreferences
  const { locale, keys } = stored
  const known = isRecord(keys)
    ? Object.entries(keys).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    : []
  return {
    ...(typeof locale === 'string' && isLocale(locale) ? { locale } : {}),
    theme: oneOf(stored['theme'], ['auto', 'dark', 'light'] as const, defaultPreferences.theme),
    layout: oneOf(stored['layout'], layouts, defaultPreferences.layout),
    hand: oneOf(stored['hand'], ['left', 'right'] as const, defaultPreferences.hand),
    singleKeys: oneOf(stored['singleKeys'], [true, false], defaultPreferences.singleKeys),
    submitAtOnce: oneOf(stored['submitAtOnce'], [true, false], defaultPreferences.submitAtOnce),
    keys: Object.fromEntries(known),
  }
}
