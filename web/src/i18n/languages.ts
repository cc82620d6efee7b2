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
    const [primary = ''] = tag.toLowerCase().split('-')
    if (isLocale(primary) && primary !== 'pseudo') return primary
  }
  return 'en'
}
