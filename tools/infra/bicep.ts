import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Output {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** A process that does not start has the status 127, as in a shell. */
const run = async (command: string, args: readonly string[]): Promise<Output> => {
  const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const parts = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (parts.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (parts.stderr += text))
  return new Promise((done) => {
    child.once('error', ({ message }) => done({ status: 127, stdout: '', stderr: message }))
    child.once('close', (code) => done({ status: code ?? 1, ...parts }))
  })
}

const quote = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('${', String.raw`\${`)

/** Of no account: names and ids in the fixtures come from them. */
const account = [
  ['--subscription-id', '00000000-0000-0000-0000-000000000001'],
  ['--tenant-id', '22222222-2222-2222-2222-222222222222'],
].flat()

export type Snapshot =
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly output: string }

/** The Bicep compiler. */
export const createBicep = (command: string) => ({
  /** Undefined: it does not run. */
  version: async (): Promise<string | undefined> => {
    const { status, stdout } = await run(command, ['--version'])
    return status === 0 ? stdout.trim() : undefined
  },
  /** Compiles to a file. @returns All messages, and warnings are some. */
  build: async (path: string, outfile: string): Promise<string> => {
    const { status, stdout, stderr } = await run(command, ['build', path, '--outfile', outfile])
    return `${stdout}${stderr}`.trim() || (status === 0 ? '' : `It ended with ${status}`)
  },
  lint: async (path: string): Promise<string> => {
    const { status, stdout, stderr } = await run(command, ['lint', path])
    return `${stdout}${stderr}`.trim() || (status === 0 ? '' : `It ended with ${status}`)
  },
  /** The text of a file in the compiler's own format. */
  format: async (path: string): Promise<string> => (await run(command, ['format', path, '--stdout'])).stdout,
  /** Evaluates a compiled template as Azure Resource Manager does, without it. */
  snapshot: async (
    template: string,
    parameters: ReadonlyMap<string, string>,
    name: string,
  ): Promise<Snapshot> => {
    const folder = join(template, '..')
    // any(): the compiler is not to judge the values, but what evaluates them.
    const lines = [...parameters].map(([key, value]) => `param ${key} = any('${quote(value)}')`)
    const path = join(folder, `${name}.bicepparam`)
    await writeFile(path, `using 'main.json'\n${lines.join('\n')}\n`)
    const location = ['--location', parameters.get('location') ?? 'westeurope']
    const { status, stderr } = await run(command, [
      'snapshot',
      path,
      '--mode',
      'overwrite',
      ...account,
      ...location,
    ])
    if (status !== 0) return { ok: false, output: stderr }
    return { ok: true, json: JSON.parse(await readFile(join(folder, `${name}.snapshot.json`), 'utf8')) }
  },
})

export type Bicep = ReturnType<typeof createBicep>
