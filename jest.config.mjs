import { tmpdir } from 'node:os'
import { join } from 'node:path'

// Every process that a test starts loads the same modules: Node.js compiles them once.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache')

const project = (name, extra = {}) => ({
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Copies of the sources: the package, and Stryker's sandbox.
  modulePathIgnorePatterns: ['<rootDir>/package/', '<rootDir>/.data/'],
  // Every test file loads zod anew, and the sixty languages of its messages are half of that; none is used but English.
  moduleNameMapper: { '^\\.\\./locales/index\\.cjs$': '<rootDir>/node_modules/zod/v4/locales/en.cjs' },
  // These ship only as ES modules; Jest runs CommonJS.
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|client-zip|@sparticuz|@lingui|@messageformat|mdast-util-[^/]+|micromark[^/]*|unist-util-[^/]+|devlop|decode-named-character-reference|character-entities|ccount|escape-string-regexp)/)',
    '<rootDir>/dist/',
  ],
  ...extra,
})

const build = '<rootDir>/tests/setup/build.ts'
const durable = '/tests/verify/durable/'
const web = '/tests/verify/web/'

/** A project's setup runs only if one of its tests does: unit tests alone neither build nor start anything. */
export default {
  projects: [
    project('unit'),
    project('integration', {
      globalSetup: '<rootDir>/tests/setup/start-azurite.ts',
      globalTeardown: '<rootDir>/tests/setup/stop-azurite.ts',
    }),
    project('e2e', {
      globalSetup: '<rootDir>/tests/setup/start-service.ts',
      globalTeardown: '<rootDir>/tests/setup/stop-service.ts',
    }),
    // Slow by nature; no part of `npm test`.
    project('verify', {
      globalSetup: build,
      setupFilesAfterEnv: ['<rootDir>/tests/setup/patient.ts'],
      testPathIgnorePatterns: ['/node_modules/', durable, web],
    }),
    // Of these, what looks at the web app in a browser.
    project('web', {
      testMatch: [`<rootDir>${web}**/*.test.ts`],
      globalSetup: build,
      setupFilesAfterEnv: ['<rootDir>/tests/setup/patient.ts'],
    }),
    // Of these, what needs the program of the Durable extension.
    project('durable', {
      testMatch: [`<rootDir>${durable}**/*.test.ts`],
      globalSetup: build,
      setupFilesAfterEnv: ['<rootDir>/tests/setup/patient.ts'],
    }),
  ],
  // Many tests wait for processes, so each core can well have a worker.
  maxWorkers: '100%',
  // Tests wait for conditions, never for a time, so this bounds only what hangs; a busy machine must not reach it. On the
  // Durable extension a message of a process that died comes back after a minute.
  testTimeout: process.env.DURABLE === 'extension' ? 600_000 : 120_000,
}
