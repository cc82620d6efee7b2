import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { createAllRoutes } from '../../../support/all-routes.ts'
import { createClientFolder, programs, runNode } from '../../../support/openapi/generate-client.ts'

const { send } = createAllRoutes()

interface Problems {
  readonly swaggerParser: readonly string[]
  readonly spectral: readonly string[]
  readonly redocly: readonly string[]
}

/** Without `info` and without what the operation must have. */
const broken = { openapi: '3.1.0', paths: { '/things/{thing}': { get: {} } } }

let found: readonly Problems[]
beforeAll(async () => {
  const folder = await createClientFolder()
  try {
    const files = {
      'openapi.json': (await send('GET', '/openapi.json')).text,
      'openapi-3.0.json': (await send('GET', '/openapi-3.0.json')).text,
      'broken.json': JSON.stringify(broken),
    }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    const lines = await runNode(folder, programs.lint, ...Object.keys(files))
    found = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Problems)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test.each([
  ['3.1', 0],
  ['3.0', 1],
])('no linter finds a problem in the document in OpenAPI %s', (_, index) => {
  expect(found[index]).toEqual({ swaggerParser: [], spectral: [], redocly: [] })
})

test('each linter notices a problem', () => {
  const [, , problems] = found
  expect(problems?.swaggerParser).not.toEqual([])
  expect(problems?.spectral).not.toEqual([])
  expect(problems?.redocly).not.toEqual([])
})

test('each form says its version', async () => {
  for (const [path, version] of [
    ['/openapi.json', '3.1.0'],
    ['/openapi-3.0.json', '3.0.3'],
  ] as const)
    expect(JSON.parse((await send('GET', path)).text)).toMatchObject({ openapi: version })
})
