import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '../../..')
const run = promisify(execFile)

/** An empty folder below the project, where modules find the packages of the project. The caller deletes it. */
export const createClientFolder = async (): Promise<string> => {
  await mkdir(join(root, '.data'), { recursive: true })
  return mkdtemp(join(root, '.data/client-'))
}

const textOf = (error: unknown, name: 'stdout' | 'stderr'): string => {
  const text: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  return typeof text === 'string' ? text.slice(0, 4000) : ''
}

/** Runs a program with Node.js and returns its output. @throws Error with the output of a program that fails */
export const runNode = async (folder: string, file: string, ...args: readonly string[]): Promise<string> => {
  try {
    const { stdout } = await run(process.execPath, [file, ...args], { cwd: folder, maxBuffer: 2 ** 26 })
    return stdout
  } catch (error) {
    throw new Error(`${file} failed:\n${textOf(error, 'stdout')}\n${textOf(error, 'stderr')}`, {
      cause: error,
    })
  }
}

const pathOf = (packageFile: string): string => join(root, packageFile)

/** Programs for `runNode`. */
export const programs = {
  lint: pathOf('tests/support/openapi/lint-documents.mjs'),
  openapiTypescript: pathOf('tests/generators/node_modules/openapi-typescript/bin/cli.js'),
  orval: pathOf('node_modules/orval/dist/bin/orval.mjs'),
  typescript: pathOf('node_modules/typescript/bin/tsc'),
}

const compilerOptions = {
  target: 'es2024',
  lib: ['es2025', 'dom', 'dom.iterable'],
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noEmit: true,
  types: [],
  allowImportingTsExtensions: true,
}

/** Compiles all TypeScript of a folder, strictly. @throws Error with what the compiler finds */
export const compile = async (folder: string): Promise<void> => {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  await runNode(folder, programs.typescript, '-p', folder)
}
