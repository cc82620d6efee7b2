import { globSync } from 'node:fs'
import jest from './jest.config.mjs'

// Changes the rules one by one and runs their unit tests: a change that no test notices survives.

const rules = [
  'src/domain/{items,labeling,review}/*.ts',
  'src/domain/model/{items,labels,leases}/*.ts',
  'src/domain/tasks/**/*.ts',
]

/** The test that mirrors a source file, so each rule is held by its own test and not by chance. */
const testOf = (source) => source.replace(/^src\/(.*)\.ts$/, '<rootDir>/tests/unit/$1.test.ts')

const unit = jest.projects.find(({ displayName }) => displayName === 'unit')

export default {
  mutate: rules,
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // No projects: each would need the environment that the runner sets for one.
  jest: {
    config: {
      ...unit,
      projects: [],
      testMatch: globSync(rules).map(testOf),
      // It reads the sources, and they look different with mutants in them.
      testPathIgnorePatterns: ['/tasks/index\\.test'],
    },
  },
  // There is none: Stryker would rewrite a file that TypeScript 7 has to read.
  tsconfigFile: 'none.json',
  ignorePatterns: ['/.data', '/dist', '/docs', '/infra', '/package', '/samples'],
  tempDirName: '.data/verify/mutants',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.data/verify/mutants.json' },
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
}
