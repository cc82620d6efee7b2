import { i18n, type Messages } from '@lingui/core'
import type { Locale } from './languages.ts'

type Catalog = () => Promise<{ readonly messages: Messages }>

const shared = import.meta.glob<{ readonly messages: Messages }>('../locales/*.po')
const ofFeatures = import.meta.glob<{ readonly messages: Messages }>('../features/*/locales/*.po')
/** Features whose screens were opened: another language needs their texts, too. */
const opened = new Set<string>()

const read = async (load: Catalog | undefined): Promise<Messages> => (load ? (await load()).messages : {})

const readFeature = (feature: string, locale: string): Promise<Messages> =>
  read(ofFeatures[`../features/${feature}/locales/${locale}.po`])

/** Loads the texts that all screens share and those of the opened ones, then shows the app in a locale. */
export const loadLocale = async (locale: Locale): Promise<void> => {
  const loaded = await Promise.all([
    read(shared[`../locales/${locale}.po`]),
    ...[...opened].map((feature) => readFeature(feature, locale)),
  ])
  const messages: Messages = {}
  for (const catalog of loaded) Object.assign(messages, catalog)
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale === 'pseudo' ? 'en' : locale
}

/** Loads the texts of a feature before its first screen is shown. */
export const loadFeatureTexts = async (feature: string): Promise<void> => {
  if (opened.has(feature)) return
  opened.add(feature)
  const { locale } = i18n
  i18n.load(locale, await readFeature(feature, locale))
}
