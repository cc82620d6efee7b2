import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { containerSettings } from '../src/adapters/cosmos/indexing-policy.ts'
import { documentTable } from './document-table.ts'

// Writes the files that derive from the code. A test compares each with the code.

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
