import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const repository = resolve(__dirname, '../../..')
const names = 'dist/src/domain/ports/orchestration-names.js'

/** The folder of an app that is a later release: its orchestrators have another version. */
export const makeNextBuild = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-next-'))
  for (const part of ['dist', 'package.json', 'host.json'])
    await cp(join(repository, part), join(folder, part), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'))
  const file = join(folder, names)
  const before = await readFile(file, 'utf8')
  const after = before.replace(/const version = 'v\d+'/, `const version = 'v999'`)
  if (after === before) throw new Error(`${names} names no version of the orchestrators`)
  await writeFile(file, after)
  return folder
}
