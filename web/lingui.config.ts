import { defineConfig } from '@lingui/cli'

/** A catalog for each feature, beside its screens, and one for all that features share. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'fr', 'pseudo'],
  pseudoLocale: 'pseudo',
  fallbackLocales: { pseudo: 'en' },
  catalogs: [
    { path: '<rootDir>/src/features/{name}/locales/{locale}', include: ['<rootDir>/src/features/{name}'] },
    {
      path: '<rootDir>/src/locales/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/features'],
    },
  ],
  orderBy: 'messageId',
})
