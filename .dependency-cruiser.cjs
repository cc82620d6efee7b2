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
      'core-is-the-ground-floor',
      'core imports nothing of the domain but itself',
      { path: '^src/domain/core/' },
      { path: '^src/domain/(?!core/)' },
    ),
    rule(
      'ports-name-no-documents',
      'Ports import core and each other, so that an adapter depends on no document',
      { path: '^src/domain/ports/' },
      { path: '^src/domain/(?!core/|ports/)' },
    ),
    rule(
      'model-knows-no-use',
      'Documents and their rules import neither tasks, formats nor capabilities',
      { path: '^src/domain/model/' },
      { path: '^src/domain/(?!core/|ports/|model/)' },
    ),
    rule(
      'tasks-stand-on-the-model',
      'Task types import neither formats nor capabilities',
      { path: '^src/domain/tasks/' },
      { path: '^src/domain/(?!core/|ports/|model/|tasks/)' },
    ),
    rule(
      'formats-stand-on-the-model',
      'Formats import neither task types nor capabilities: regions are what the two share',
      { path: '^src/domain/formats/' },
      { path: '^src/domain/(?!core/|ports/|model/|formats/)' },
    ),
    rule(
      'task-types-are-registered',
      'Only the registry imports a task type; everybody else asks it',
      { pathNot: '^(src/domain/tasks/|tests/)' },
      { path: '^src/domain/tasks/[^/]+/' },
    ),
    rule(
      'task-types-do-not-know-each-other',
      'A task type imports its own folder and what all share',
      { path: '^src/domain/tasks/([^/]+)/' },
      { path: '^src/domain/tasks/[^/]+/', pathNot: '^src/domain/tasks/($1|classes)/' },
    ),
    rule(
      'formats-are-registered',
      'Only the registry imports a format; everybody else asks it',
      { pathNot: '^(src/domain/formats/|tests/)' },
      { path: '^src/domain/formats/(?!index\\.ts|formats?\\.ts)' },
    ),
    rule(
      'capabilities-stand-side-by-side',
      'A capability imports no other capability: what two share belongs to the model',
      { path: '^src/domain/(?!core/|ports/|model/|tasks/|formats/)([^/]+)/' },
      { path: '^src/domain/(?!core/|ports/|model/|tasks/|formats/)', pathNot: '^src/domain/$1/' },
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
      'orchestrations-ask-through-the-driver',
      'Only the driver of orchestrations asks the SDK for tasks: it asks for nothing after a failure',
      { path: '^src/(?!functions/orchestrations/|adapters/durable/|index\\.ts)' },
      { path: '^node_modules/durable-functions/' },
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
    rule(
      'web-knows-only-the-api',
      'The web app uses the public API and nothing else of the service',
      { path: '^web' },
      { path: '^(src|local|tests|lab|demo|tools)/' },
    ),
    rule(
      'features-stand-side-by-side',
      'A feature of the web app imports no other feature: what two share belongs below them',
      { path: '^web/src/features/([^/]+)/' },
      { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    ),
    rule(
      'only-the-app-knows-features',
      'What features share does not know them',
      { path: '^web/src/(?!features/|app/|main)' },
      { path: '^web/src/(features|app)/' },
    ),
    rule(
      'task-editors-are-registered',
      'Only the registry imports the editor of a task type',
      { path: '^web/src/(?!tasks/)' },
      { path: '^web/src/tasks/[^/]+/' },
    ),
    rule('nothing-imports-tests', 'Only tests import tests', { pathNot: '^tests' }, { path: '^tests' }),
    // The package of mdast has types alone.
    rule('resolvable', 'Every import resolves', {}, { couldNotResolve: true, pathNot: '^mdast$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|tools/clients/programs)' },
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
