import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { blocksOf, knownBlocks, type Block, type KnownBlock } from './image-blocks.ts'
import { removeData, startService, type Service } from './service.ts'

// Runs every command block of docs/images.md whose tool is at hand against a service of its own, and prints which it skipped.

const repository = resolve(import.meta.dirname, '..')
const samples = join(repository, 'samples')

type Environment = Readonly<Record<string, string | undefined>>

/** @returns The exit status, or why it did not start */
const run = async (command: string, args: readonly string[], env: Environment, loud: boolean) => {
  const output = loud ? 'inherit' : 'ignore'
  const child = spawn(command, [...args], { cwd: repository, env, stdio: ['ignore', output, output] })
  return new Promise<number | string>((done) => {
    child.once('error', ({ message }) => done(message))
    child.once('exit', (code, signal) => done(code ?? signal ?? 'no exit status'))
  })
}

/** The folder of a Python with this package, first on the PATH. Undefined if it cannot be installed. */
const installPython = async (folder: string, name: string): Promise<string | undefined> => {
  if ((await run('python3', ['-m', 'venv', folder], process.env, true)) !== 0) return undefined
  const pip = join(folder, 'bin', 'pip')
  const args = ['install', '--quiet', '--disable-pip-version-check', name]
  return (await run(pip, args, process.env, true)) === 0 ? join(folder, 'bin') : undefined
}

const filesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.png'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()

const openImages = ({ endpoints }: Service) =>
  BlobServiceClient.fromConnectionString(endpoints.blobConnectionString).getContainerClient('images')

/** @throws Error unless the container holds the samples under their own names */
const checkUpload = async (service: Service): Promise<void> => {
  const stored = new Set<string>()
  for await (const { name } of openImages(service).listBlobsFlat()) stored.add(name)
  const missing = (await filesIn(samples)).filter((name) => !stored.has(name))
  if (missing.length > 0) throw new Error(`${missing.length} images did not arrive, such as ${missing[0]}`)
}

const empty = async (service: Service): Promise<void> => {
  const images = openImages(service)
  for await (const { name } of images.listBlobsFlat()) await images.deleteBlob(name)
}

/** @returns Why the block was skipped; undefined if it ran. @throws Error if it failed */
const runBlock = async (
  { script }: Block,
  known: KnownBlock | undefined,
  service: Service,
  folder: string,
): Promise<string | undefined> => {
  if (!known) throw new Error('tools/image-blocks.ts does not know it')
  if (known.notRun !== undefined) return known.notRun
  const [command, ...args] = known.tool ?? []
  if (command !== undefined && (await run(command, args, process.env, false)) !== 0)
    return `${command} is not on the PATH, or does not run`
  const path = [process.env['PATH'] ?? '']
  if (known.python !== undefined) {
    const bin = await installPython(join(folder, 'python'), known.python)
    if (bin === undefined) return `${known.python} cannot be installed`
    path.unshift(bin)
  }
  if (known.uploads) await empty(service)
  if (known.breaks !== undefined) await openImages(service).getBlockBlobClient(known.breaks).upload('x', 1)
  const env = { ...process.env, DATA_DIR: service.dataDir, PATH: path.join(delimiter) }
  const status = await run('bash', ['-euo', 'pipefail', '-c', script], env, true)
  if (status !== 0) throw new Error(`it ended with ${status}`)
  if (known.uploads || known.breaks !== undefined) await checkUpload(service)
  return undefined
}

const folder = await mkdtemp(join(tmpdir(), 'etiquette-images-'))
const service = await startService()
const counts = { passed: 0, failed: 0, skipped: 0 }
try {
  const page = await readFile(join(repository, 'docs/images.md'), 'utf8')
  for (const [index, block] of blocksOf(page).entries()) {
    console.log(`\n=== ${block.heading}\n${block.script}`)
    try {
      const skipped = await runBlock(block, knownBlocks[index], service, folder)
      counts[skipped === undefined ? 'passed' : 'skipped'] += 1
      console.log(`--- ${skipped === undefined ? 'passed' : `skipped: ${skipped}`}`)
    } catch (error) {
      counts.failed += 1
      console.log(`--- FAILED: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
} finally {
  await service.stop()
  await removeData(service.dataDir)
  await rm(folder, { recursive: true, force: true })
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed === 0 ? 0 : 1
