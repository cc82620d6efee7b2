/** The languages that the app offers, each by its own name. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

export const languageNames: readonly Language[] = ['en', 'fr']

/** `pseudo` shows text that is not translated; only tests choose it. */
export type Locale = Language | 'pseudo'

export const isLocale = (value: string | undefined | null): value is Locale =>
  value === 'pseudo' || (value !== undefined && value !== null && Object.hasOwn(languages, value))

/** The first language of the browser that the app has; English without one. */
export const chooseLanguage = (preferred: readonly string[]): Language => {
  for (const tag of preferred) {
    // Some browsers take the name of the machine's language as it is: `fr_FR`, `en-US@posix`.
    const [primary = ''] = tag.toLowerCase().split(/[^a-z]/)
    if (isLocale(primary) && primary !== 'pseudo') return primary
  }
  return 'en'
}

/** The tag for `Intl` and for libraries that show numbers, dates or words of their own. */
export const tagOf = (locale: string): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** The language of a text in a locale. */
export const languageOf = (locale: Locale): Language => (locale === 'pseudo' ? 'en' : locale)

const isTag = (text: string): boolean => {
  try {
    Intl.getCanonicalLocales(text)
    return true
  } catch {
    return false
  }
}

/** Some browsers have a language that `Intl` refuses, and libraries fail on it. They get the one that the app takes for it. */
export const mendLanguage = (browser: { readonly language: string }): void => {
  const { language } = browser
  if (isTag(language)) return
  Object.defineProperty(browser, 'language', { value: tagOf(chooseLanguage([language])), configurable: true })
}
