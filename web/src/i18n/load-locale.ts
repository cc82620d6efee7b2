import { i18n, type Messages } from '@lingui/core'
import type { Locale } from './languages.ts'

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

/** Loads the texts of a locale, then shows the app in it. */
export const loadLocale = async (locale: Locale): Promise<void> => {
  i18n.loadAndActivate({ locale, messages: await load(shown.keys(), locale) })
  document.documentElement.lang = locale === 'pseudo' ? 'en' : locale
}

const add = async (folder: string): Promise<void> => {
  const { locale } = i18n
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
