import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startHostProcess } from './host-process.ts'

// Writes the types of the API for the web app, from the document that the service serves. A test compares them.

const root = resolve(import.meta.dirname, '..')
const folder = join(root, '.data/web-types')
const document = join(folder, 'openapi.json')

const host = await startHostProcess(root)
try {
  await mkdir(folder, { recursive: true })
  await writeFile(document, await (await fetch(`${host.api}/openapi.json`)).text())
} finally {
  await host.stop()
}
const generator = join(root, 'tests/generators/node_modules/openapi-typescript/bin/cli.js')
const types = join(root, 'web/src/api/schema.d.ts')
const { status } = spawnSync(process.execPath, [generator, document, '--output', types], { stdio: 'inherit' })
process.exitCode = status ?? 1
