import { defineConfig } from '@lingui/cli'

/** A catalog for each feature, beside its screens, and one for all that features share. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'fr', 'pseudo'],
  pseudoLocale: 'pseudo',
  fallbackLocales: { pseudo: 'en' },
  catalogs: [
    { path: '<rootDir>/src/features/{name}/locales/{locale}', include: ['<rootDir>/src/features/{name}'] },
    // Loaded after the first screen.
    { path: '<rootDir>/src/refusals/locales/{locale}', include: ['<rootDir>/src/refusals'] },
    {
      path: '<rootDir>/src/locales/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['<rootDir>/src/features', '<rootDir>/src/refusals'],
    },
  ],
  orderBy: 'messageId',
})
