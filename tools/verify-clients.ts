import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { clientKinds, type ClientKind } from './clients/clients.ts'
import { findTools, toolNames, type Tools } from './clients/languages.ts'
import { generatorVersionOf } from './clients/pins.ts'
import { prepare, type Prepared } from './clients/prepare.ts'
import { tryClient } from './clients/try-client.ts'
import { startWorld, type World } from './clients/world.ts'
import { runCommand, UsageError } from './run-command.ts'
import { lacksNeeds } from './run-verifications.ts'

const usage = `node tools/verify-clients.ts [clients]
  Generates each client of docs/clients.md from the document that the service serves, compiles it, and does the whole labeling job with it.
  The clients: ${clientKinds.map(({ name }) => name).join(', ')}
  One whose tools are missing is skipped. The tools: ${toolNames.join(', ')}`

const repository = resolve(import.meta.dirname, '..')
const root = join(repository, '.data/verify/clients')
const tsc = createRequire(join(repository, 'package.json')).resolve('typescript/package.json')

/** The clients at work at the same time. */
const lanes = 2

const select = (names: readonly string[]): readonly ClientKind[] => {
  const unknown = names.find((name) => !clientKinds.some((kind) => kind.name === name))
  if (unknown !== undefined) throw new UsageError(`There is no client '${unknown}'\n${usage}`)
  return names.length === 0 ? clientKinds : clientKinds.filter(({ name }) => names.includes(name))
}

const lacking = ({ needs }: ClientKind, tools: Tools): string =>
  needs.filter((tool) => !tools.has(tool)).join(', ')

const describe = ({ name, generator, language, runtime }: ClientKind, tools: Tools): string => {
  const version = runtime === undefined ? `on Node.js ${process.versions.node}` : (tools.get(runtime) ?? '')
  return `${name}: ${generator} ${generatorVersionOf(generator)}, ${language} ${version}`
}

const writeDocument = async ({ api }: World): Promise<string> => {
  const response = await fetch(`${api}/openapi.json`)
  if (!response.ok) throw new Error(`The service has no document: ${response.status}`)
  const path = join(root, 'openapi.json')
  await writeFile(path, await response.text())
  return path
}

interface Run {
  readonly tools: Tools
  readonly prepared: Prepared
  readonly world: World
  readonly document: string
}

/** @returns Whether it did the whole job */
const tryOne = async (kind: ClientKind, { tools, prepared, world, document }: Run): Promise<boolean> => {
  const began = performance.now()
  const places = {
    ...prepared,
    document,
    cargoTarget: join(root, 'target'),
    tsc: join(tsc, '../bin/tsc'),
  }
  const judged = await tryClient(kind, places, world, root).catch((error: unknown) => ({
    steps: 0,
    problem: error instanceof Error ? error.message : String(error),
  }))
  const seconds = Math.round((performance.now() - began) / 1000)
  const line = `${describe(kind, tools)}, ${judged.steps} steps, ${seconds} s`
  console.log(judged.problem === undefined ? `passed ${line}` : `FAILED ${line}: ${judged.problem}`)
  return judged.problem === undefined
}

const tryAll = async (kinds: readonly ClientKind[], run: Run): Promise<number> => {
  const waiting = [...kinds]
  let failed = 0
  const work = async (): Promise<void> => {
    for (let kind = waiting.shift(); kind !== undefined; kind = waiting.shift())
      if (!(await tryOne(kind, run))) failed += 1
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return failed
}

const verify = async (chosen: readonly ClientKind[]): Promise<boolean> => {
  const tools = await findTools()
  const kinds = chosen.filter((kind) => lacking(kind, tools) === '')
  for (const kind of chosen)
    if (!kinds.includes(kind))
      console.log(`skipped ${kind.name}: this machine has no ${lacking(kind, tools)}`)
  if (kinds.length === 0) {
    console.log(`No client can be made: install one of ${toolNames.join(', ')}`)
    process.exit(lacksNeeds)
  }
  await mkdir(root, { recursive: true })
  const [prepared, world] = await Promise.all([prepare(kinds, root), startWorld()])
  try {
    const failed = await tryAll(kinds, { tools, prepared, world, document: await writeDocument(world) })
    const carried = new Set(world.tokensAtStorage())
    for (const path of carried) console.log(`FAILED: a client carried its token to the storage: ${path}`)
    console.log(
      `${kinds.length - failed} passed, ${failed} failed, ${chosen.length - kinds.length} skipped; the output is in ${root}`,
    )
    return failed === 0 && carried.size === 0
  } finally {
    await world.stop()
  }
}

await runCommand({ usage, readOptions: select, run: verify })
