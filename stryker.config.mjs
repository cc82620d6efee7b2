import jest from './jest.config.mjs'

// Changes the rules one by one and runs their unit tests: a change that no test notices survives.

const rules = [
  'src/domain/{items,labeling,review}/*.ts',
  'src/domain/model/{items,labels,leases}/*.ts',
  'src/domain/tasks/**/*.ts',
]

const unit = jest.projects.find(({ displayName }) => displayName === 'unit')

export default {
  mutate: rules,
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  jest: {
    config: {
      ...unit,
      // One project alone: each of several would need the runner's own environment.
      projects: [],
      testMatch: rules.map((rule) => rule.replace(/^src(.*)\/\*\.ts$/, '<rootDir>/tests/unit$1/*.test.ts')),
      // Searches through many interleavings take seconds; the rules are held by tests of their own.
      testPathIgnorePatterns: ['dispatch\\.property'],
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
