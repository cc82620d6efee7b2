import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { lacksNeeds } from '../../tools/run-verifications.ts'

// How the verification with Core Tools runs, shown with a stand-in for the command func: the embedded host, which takes the settings
// and ends as func does.

const repository = resolve(__dirname, '../..')
let folder: string

const standIn = `#!/bin/sh
[ "$1" = --version ] && echo 4.0.0 && exit 0
[ "$1" = start ] && [ "$2" = --port ] || exit 2
exec '${process.execPath}' local/host/cli.ts . --state "$DATA_DIR/func.db" --port "$3" --quiet > /dev/null
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-func-'))
  await writeFile(join(folder, 'func'), standIn, { mode: 0o755 })
})
afterAll(() => rm(folder, { recursive: true }))

const verify = (path: string) =>
  spawnSync(process.execPath, ['tools/verify-func.ts'], {
    cwd: repository,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  })

test('walks the tutorial and the requests through func', () => {
  const { stdout, stderr, status } = verify([folder, process.env['PATH']].join(delimiter))
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  expect(stdout).toContain('Core Tools 4.0.0')
  expect(stdout).toContain('Every number came out as expected.')
  expect(stdout).toMatch(/\n\d\d requests, 0 answered otherwise\n$/)
})

test('is skipped without it, and says so', () => {
  const { stdout, status } = verify(join(folder, 'nothing'))
  expect(status).toBe(lacksNeeds)
  expect(stdout).toBe('Azure Functions Core Tools 4 are missing: the command func is not on the PATH\n')
})
