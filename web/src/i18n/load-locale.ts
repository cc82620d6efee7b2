import { i18n, type Messages } from '@lingui/core'
import type { Locale } from './languages.ts'

const catalogs = import.meta.glob<{ readonly messages: Messages }>([
  '../locales/*.po',
  '../features/*/locales/*.po',
])

/** Loads all catalogs of a locale, then shows the app in it. */
export const loadLocale = async (locale: Locale): Promise<void> => {
  const ours = Object.entries(catalogs).filter(([file]) => file.endsWith(`/${locale}.po`))
  const loaded = await Promise.all(ours.map(([, load]) => load()))
  const messages: Messages = {}
  for (const catalog of loaded) Object.assign(messages, catalog.messages)
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale === 'pseudo' ? 'en' : locale
}
