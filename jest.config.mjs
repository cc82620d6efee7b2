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
  // jose ships only as ES modules; Jest runs CommonJS.
  modulePathIgnorePatterns: ['<rootDir>/package/'],
  transformIgnorePatterns: ['/node_modules/(?!(jose|client-zip)/)', '<rootDir>/dist/'],
  ...extra,
})

export default {
  projects: [project('unit'), project('integration'), project('e2e')],
  // Many tests wait for processes, so each core can well have a worker.
  maxWorkers: '100%',
  testTimeout: 30_000,
}
