import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { settingsIn } from '../../tools/host-process.ts'

const repository = resolve(__dirname, '../..')
const library = pathToFileURL(require.resolve('@azure/functions')).href

/** Loads the app as a worker does, after a change of the library. @returns The lines at level Error */
const load = (change: string): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'etiquette-index-'))
  const script = `import library from ${JSON.stringify(library)}; ${change}`
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(script)}`, 'src/index.ts'],
    {
      cwd: repository,
      env: { PATH: process.env['PATH'], ...settingsIn(folder) },
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  rmSync(folder, { recursive: true })
  return stderr.split('\n').filter((line) => line.includes('"level":"Error"'))
}

test.each(['app.http', 'app.generic', 'app.hook.appTerminate'])(
  'an error of %s, after the settings and adapters, is reported as well',
  (place) => {
    const lines = load(`library.${place} = () => { throw new Error('the planted reason') }`)
    expect(lines).toEqual([expect.stringContaining('the planted reason')])
  },
)
