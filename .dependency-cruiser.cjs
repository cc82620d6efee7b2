/** The dependency rule of docs/architecture.md, enforced: functions → domain ← adapters; only src/index.ts and src/compose know all. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-circular', 'Modules must not import each other in a circle', {}, { circular: true }),
    rule(
      'domain-is-pure',
      'The domain imports itself, zod and nothing else: no SDK, no node I/O, no other layer',
      { path: '^src/domain' },
      { pathNot: ['^src/domain', '^node_modules/zod/', '^node:crypto$', '^crypto$'] },
    ),
    rule(
      'functions-know-only-the-domain',
      'Triggers import the domain, never an adapter',
      { path: '^src/functions' },
      { path: '^src/(adapters|compose|config|index)' },
    ),
    rule(
      'adapters-know-only-the-domain',
      'Adapters implement ports of the domain and know no trigger',
      { path: '^src/adapters' },
      { path: '^src/(functions|compose|config|index)' },
    ),
    rule(
      'src-stands-alone',
      'What is deployed knows nothing of the embedded platform, the tests or the tools',
      { path: '^src' },
      { path: '^(local|tests|lab|demo|tools|samples)/' },
    ),
    rule(
      'local-does-not-reach-in',
      'The embedded platform loads the built app; it never imports its source',
      { path: '^local' },
      { path: '^(src|tests|lab|demo)/' },
    ),
    rule('nothing-imports-tests', 'Only tests import tests', { pathNot: '^tests' }, { path: '^tests' }),
    rule('resolvable', 'Every import resolves', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    tsConfig: { fileName: 'tsconfig.json' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
