import { i18n, type Messages } from '@lingui/core'
import { getPreferences } from '../preferences/preference-store.ts'
import { chooseLanguage, languageOf, type Locale } from './languages.ts'

const catalogs = import.meta.glob<{ readonly messages: Messages }>([
  '../locales/*.po',
  '../features/*/locales/*.po',
  '../refusals/locales/*.po',
])

/** Folders whose texts are shown: the shared ones, and those of each feature once one of its screens is asked for. */
const shown = new Map([['..', Promise.resolve()]])

const load = async (folders: Iterable<string>, locale: string): Promise<Messages> => {
  const arriving = [...folders].flatMap((folder) => catalogs[`${folder}/locales/${locale}.po`]?.() ?? [])
  const messages: Messages = {}
  for (const catalog of await Promise.all(arriving)) Object.assign(messages, catalog.messages)
  return messages
}

/** The person's choice, or else the browser's. */
export const localeNow = (): Locale => getPreferences().locale ?? chooseLanguage(navigator.languages)

/** Loads the texts of a locale, then shows the app in it. */
export const loadLocale = async (locale: Locale): Promise<void> => {
  // Beside those of a screen, which may be here already.
  i18n.load(locale, await load(shown.keys(), locale))
  i18n.activate(locale)
  document.documentElement.lang = languageOf(locale)
}

const add = async (folder: string): Promise<void> => {
  const locale = localeNow()
  i18n.load(locale, await load([folder], locale))
}

/** A module of a folder that has texts of its own, such as the screen of a feature, once the texts are here too. */
export const withTexts = async <Module>(path: string, module: Promise<Module>): Promise<Module> => {
  const folder = `../${path}`
  const texts = shown.get(folder) ?? add(folder)
  shown.set(folder, texts)
  await Promise.all([texts, module])
  return module
}
