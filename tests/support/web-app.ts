import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeWebFiles } from '../../tools/web/write-web-files.ts'

export interface BuiltApp {
  readonly folder: string
  readonly remove: () => Promise<void>
}

/** The small web app of the fixtures, as a build leaves it. */
export const buildFixtureApp = async (): Promise<BuiltApp> => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-web-'))
  await cp(resolve('tests/fixtures/web-app'), folder, { recursive: true })
  await writeWebFiles(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
