import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { containerSettings } from '../src/adapters/cosmos/indexing-policy.ts'
import { documentTable } from './document-table.ts'

// Writes the files that derive from the code. A test compares each with the code; the test that measures the costs writes
// their table itself.

const repository = resolve(import.meta.dirname, '..')

const withTable = (text: string): string =>
  text.replace(/(?<=<!-- kinds -->\n\n)[^]*?(?=\n\n<!-- end of kinds -->)/, documentTable)

const containers = [containerSettings('workspace'), containerSettings('items')]
await writeFile(
  join(repository, 'infra/app/containers.json'),
  `${JSON.stringify(containers, undefined, 2)}\n`,
)

const dataModel = join(repository, 'docs/data-model.md')
await writeFile(dataModel, withTable(await readFile(dataModel, 'utf8')))

const ledger = 'tests/integration/adapters/cosmos/cosmos-store.ru-ledger.test.ts'
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ledger], {
  cwd: repository,
  env: { ...process.env, DERIVE_COSTS: 'true' },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
