import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { outsideNpm } from './npm-environment.ts'

// Runs every command block of README.md, in order, in one shell, as a reader would: from a clean checkout,
// with the service that `npm start` started left running for what comes after it. Fails at the first that fails.

const repository = resolve(import.meta.dirname, '..')
const fence = /^```sh\n([\s\S]*?)^```$/gm
const startCommand = 'npm start'

const readBlocks = async (): Promise<readonly string[]> => {
  const text = await readFile(join(repository, 'README.md'), 'utf8')
  return [...text.matchAll(fence)].map(([, block]) => (block ?? '').trim())
}

const shell = (script: string, stdio: 'inherit' | 'pipe'): ChildProcess =>
  spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: repository,
    env: outsideNpm(),
    stdio: ['ignore', stdio, 'inherit'],
    detached: true,
  })

const exitCode = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => {
    child.once('exit', done)
  })

/** A command that prints the block before it runs, so that the output shows which one failed. */
const shown = (block: string): string => `printf '\\n$ %s\\n' '${block.replaceAll("'", String.raw`'\''`)}'`

const succeed = async (script: string): Promise<void> => {
  const code = await exitCode(shell(script, 'inherit'))
  if (code !== 0) throw new Error(`The README's command ended with ${code}:\n${script}`)
}

const startInBackground = async (): Promise<ChildProcess> => {
  const child = shell(startCommand, 'pipe')
  if (!child.stdout) throw new Error('No output to read')
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    if (line.startsWith('listening on ')) return child
  }
  throw new Error('npm start ended before it listened')
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null) return
  process.kill(-child.pid, 'SIGINT')
  await exitCode(child)
}

let service: ChildProcess | undefined
const together: string[] = []
try {
  for (const block of await readBlocks()) {
    if (service) {
      // What a reader types into the same shell shares its variables.
      together.push(shown(block), block)
      continue
    }
    console.log(`\n$ ${block}`)
    if (block === startCommand) service = await startInBackground()
    else await succeed(block)
  }
  if (together.length === 0) throw new Error(`No command follows '${startCommand}' in the README`)
  await succeed(together.join('\n'))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  if (service) await stop(service)
}
