import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { installOlderNode, olderNode } from './older-node.ts'

// Starts a package (npm run package) and walks the tutorial through it, on both versions of Node.js that Flex Consumption
// offers, with the engine for Cosmos DB, as on Azure: node tools/try-package.ts <folder>

const repository = resolve(import.meta.dirname, '..')
const folder = resolve(process.argv[2] ?? join(repository, 'package'))

const run = (program: string, args: readonly string[]): Promise<number | string> => {
  const env = { ...process.env, ETIQUETTE_APP_DIR: folder, STORE: 'cosmos' }
  const child = spawn(program, [...args], { cwd: repository, env, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done) => {
    child.once('error', ({ message }) => done(message))
    child.once('exit', (code, signal) => done(code ?? signal ?? 'no exit status'))
  })
}

let failed = 0
const tryOn = async (version: string, program: string): Promise<void> => {
  for (const args of [
    ['tools/cold-start.ts', folder],
    ['demo/main.ts', '--out', join(folder, '../demo-of-package')],
  ]) {
    console.log(`\n=== Node.js ${version}: node ${args.join(' ')}`)
    const status = await run(program, args)
    if (status !== 0) failed += 1
    console.log(`--- ${status === 0 ? 'passed' : `FAILED: it ended with ${status}`}`)
  }
}

await tryOn(process.versions.node, process.execPath)
const older = await installOlderNode(join(repository, '.data', `node-${olderNode}`))
if (typeof older === 'string') console.log(`\nNode.js ${olderNode} was skipped: ${older}.`)
else await tryOn(olderNode, older.program)
process.exitCode = failed === 0 ? 0 : 1
