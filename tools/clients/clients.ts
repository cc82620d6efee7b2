import type { Tool } from './languages.ts'
import type { Command } from './run-logged.ts'

/** The places that the commands of a client need. */
export interface Places {
  /** A copy of the client's program, to generate into. */
  readonly folder: string
  /** The OpenAPI document, as the service serves it. */
  readonly document: string
  /** openapi-generator. */
  readonly jar: string
  /** The programs of the Python environment. */
  readonly python: string
  /** What Cargo builds, kept for the next run. */
  readonly cargoTarget: string
  /** TypeScript's compiler. */
  readonly tsc: string
}

/** A client: how it is generated and compiled, and how its program runs. */
export interface ClientKind {
  /** The folder of its program, in `tools/clients/programs`. */
  readonly name: string
  readonly generator: 'openapi-generator' | 'openapi-python-client' | 'oapi-codegen'
  readonly language: string
  /** The tool whose version is that of the language; without one, Node.js. */
  readonly runtime?: Tool
  readonly needs: readonly Tool[]
  readonly commands: (places: Places) => readonly Omit<Command, 'folder'>[]
  readonly job: (places: Places) => Omit<Command, 'folder'>
}

/** @param properties The options of docs/clients.md */
const openApiGenerator = (
  { jar, document }: Places,
  language: string,
  properties: string,
  more: readonly string[] = [],
): Omit<Command, 'folder'> => ({
  program: 'java',
  args: [
    '-jar',
    jar,
    'generate',
    '-i',
    document,
    '-g',
    language,
    '-o',
    'generated',
    `--additional-properties=${properties}`,
    '--global-property=apiDocs=false,modelDocs=false,apiTests=false,modelTests=false',
    ...more,
  ],
})

/** To where the program imports it from. */
const move = (from: string, to: string): Omit<Command, 'folder'> => ({ program: 'mv', args: [from, to] })

const goBuild = { program: 'go', args: ['build', '-mod=readonly', '-o', 'job', '.'] } as const
const compilePython = { program: 'python3', args: ['-m', 'compileall', '-q', '.'] } as const

const rust: ClientKind = {
  name: 'openapi-generator-rust',
  generator: 'openapi-generator',
  language: 'Rust',
  runtime: 'cargo',
  needs: ['java', 'mvn', 'cargo'],
  commands: (places) => [
    openApiGenerator(places, 'rust', 'packageName=etiquette,packageVersion=0.0.0'),
    move('generated', 'etiquette'),
    { program: 'cargo', args: ['build', '--locked'], env: { CARGO_TARGET_DIR: places.cargoTarget } },
  ],
  job: ({ cargoTarget }) => ({ program: `${cargoTarget}/debug/job`, args: [] }),
}

const java: ClientKind = {
  name: 'openapi-generator-java',
  generator: 'openapi-generator',
  language: 'Java',
  runtime: 'java',
  needs: ['java', 'mvn'],
  commands: (places) => [
    openApiGenerator(
      places,
      'java',
      'containerDefaultToNull=true,invokerPackage=etiquette,apiPackage=etiquette.api,modelPackage=etiquette.model',
      ['--library', 'native'],
    ),
    move('generated/src/main/java/etiquette', 'src/main/java/etiquette'),
    {
      program: 'mvn',
      args: ['-q', '-B', 'compile', 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
    },
  ],
  job: () => ({ program: 'java', args: ['-cp', 'target/classes:lib/*', 'Job'] }),
}

const go: ClientKind = {
  name: 'openapi-generator-go',
  generator: 'openapi-generator',
  language: 'Go',
  runtime: 'go',
  needs: ['java', 'mvn', 'go'],
  commands: (places) => [
    openApiGenerator(
      places,
      'go',
      'packageName=etiquette,enumClassPrefix=true,disallowAdditionalPropertiesIfNotPresent=false,withGoMod=false',
    ),
    move('generated', 'etiquette'),
    goBuild,
  ],
  job: () => ({ program: './job', args: [] }),
}

const oapiCodegen: ClientKind = {
  name: 'oapi-codegen',
  generator: 'oapi-codegen',
  language: 'Go',
  runtime: 'go',
  needs: ['go'],
  commands: ({ document }) => [
    { program: 'mkdir', args: ['etiquette'] },
    { program: 'go', args: ['tool', 'oapi-codegen', '-config', 'oapi-codegen.yaml', document] },
    goBuild,
  ],
  job: () => ({ program: './job', args: [] }),
}

const python: ClientKind = {
  name: 'openapi-generator-python',
  generator: 'openapi-generator',
  language: 'Python',
  runtime: 'python3',
  needs: ['java', 'mvn', 'python3'],
  commands: (places) => [
    openApiGenerator(places, 'python', 'packageName=etiquette'),
    move('generated/etiquette', 'etiquette'),
    compilePython,
  ],
  job: (places) => ({ program: `${places.python}/python`, args: ['job.py'] }),
}

const pythonClient: ClientKind = {
  name: 'openapi-python-client',
  generator: 'openapi-python-client',
  language: 'Python',
  runtime: 'python3',
  needs: ['python3'],
  commands: (places) => [
    {
      program: `${places.python}/openapi-python-client`,
      args: [
        'generate',
        '--path',
        places.document,
        '--output-path',
        'etiquette',
        '--meta',
        'none',
        '--fail-on-warning',
      ],
      env: { PATH: `${places.python}:${process.env['PATH'] ?? ''}` },
    },
    compilePython,
  ],
  job: (places) => ({ program: `${places.python}/python`, args: ['job.py'] }),
}

const typescript: ClientKind = {
  name: 'openapi-generator-typescript',
  generator: 'openapi-generator',
  language: 'TypeScript',
  needs: ['java', 'mvn'],
  commands: (places) => [
    openApiGenerator(places, 'typescript-fetch', 'importFileExtension=.js'),
    move('generated', 'etiquette'),
    { program: process.execPath, args: [places.tsc, '-p', '.'] },
  ],
  job: () => ({ program: process.execPath, args: ['out/job.js'] }),
}

/** The slow ones first, so that the others fill the time of the second core. */
export const clientKinds: readonly ClientKind[] = [
  rust,
  java,
  go,
  oapiCodegen,
  python,
  typescript,
  pythonClient,
]
