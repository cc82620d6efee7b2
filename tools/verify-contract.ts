import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { judgeChanges, parseDeclarations } from './breaking-changes/declarations.ts'
import { findBreakingChanges, hasGo } from './breaking-changes/oasdiff.ts'
import { startHostProcess } from './host-process.ts'
import { runCommand, UsageError } from './run-command.ts'
import { lacksNeeds } from './run-verifications.ts'

const usage = `node tools/verify-contract.ts [--declare REASON | --release]
  Compares the OpenAPI document with the one of the last release, docs/api/released.json. A change that breaks clients
  fails, unless docs/api/breaking-changes.json declares it.
  --declare REASON   declares the changes that are not declared yet
  --release          for a release: keeps the document as the released one, and forgets the declared changes`

const root = resolve(import.meta.dirname, '..')
const released = join(root, 'docs/api/released.json')
const declared = join(root, 'docs/api/breaking-changes.json')
const folder = join(root, '.data/verify')

type Task = { readonly kind: 'Compare' | 'Release' } | { readonly kind: 'Declare'; readonly reason: string }

const readOptions = ([option, reason, ...others]: readonly string[]): Task => {
  if (option === undefined) return { kind: 'Compare' }
  if (option === '--release' && reason === undefined) return { kind: 'Release' }
  if (option === '--declare' && reason !== undefined && others.length === 0)
    return { kind: 'Declare', reason }
  throw new UsageError(usage)
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** The document of this version, as the service serves it. */
const readDocument = async (): Promise<unknown> => {
  const host = await startHostProcess(root)
  try {
    return await (await fetch(`${host.api}/openapi.json`)).json()
  } finally {
    await host.stop()
  }
}

const paths = z.looseObject({ paths: z.record(z.string(), z.unknown()) })

/** @throws Error if the comparer does not notice that a path of the document is missing in another one */
const tryComparer = async (): Promise<void> => {
  const document = paths.parse(JSON.parse(await readFile(released, 'utf8')))
  const [first = '', ...others] = Object.keys(document.paths)
  const shorter = join(folder, 'openapi-shorter.json')
  const left = Object.fromEntries(others.map((path) => [path, document.paths[path]]))
  await writeFile(shorter, json({ ...document, paths: left }))
  const found = await findBreakingChanges(released, shorter)
  if (!found.some((change) => change.includes(first)))
    throw new Error(`The comparer does not notice that ${first} is missing`)
}

const compare = async (task: Task): Promise<boolean> => {
  if (!(await hasGo())) {
    console.log('go does not run; install Go to compare the contract with the last release')
    process.exit(lacksNeeds)
  }
  await mkdir(folder, { recursive: true })
  await tryComparer()
  const current = join(folder, 'openapi.json')
  await writeFile(current, json(await readDocument()))
  const found = await findBreakingChanges(released, current)
  const known = parseDeclarations(await readFile(declared, 'utf8'))
  const { undeclared, stale } = judgeChanges(found, known)
  if (task.kind === 'Declare' && undeclared.length > 0) {
    const text = json([...known, { reason: task.reason, changes: undeclared }])
    parseDeclarations(text)
    await writeFile(declared, text)
    return true
  }
  for (const change of undeclared) console.log(`breaks clients, and is not declared: ${change}`)
  for (const change of stale) console.log(`is declared, and is not in the document: ${change}`)
  console.log(`${found.length} breaking changes since the last release, ${undeclared.length} not declared`)
  return undeclared.length === 0 && stale.length === 0
}

const release = async (): Promise<boolean> => {
  await writeFile(released, json(await readDocument()))
  await writeFile(declared, json([]))
  return true
}

await runCommand({
  usage,
  readOptions,
  run: (task) => (task.kind === 'Release' ? release() : compare(task)),
})
