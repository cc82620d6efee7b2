import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { z } from 'zod'
import { startHostProcess, type HostProcess } from '../../tools/host-process.ts'
import { buildFixtureApp, type BuiltApp } from '../support/web-app.ts'

// What is deployed, made and started outside of the repository, so that nothing of its node_modules can be found.

const repository = resolve(__dirname, '../..')
const versioned = z.object({ version: z.string() })
let folder: string
let size: string
let host: HostProcess
let app: BuiltApp

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-package-'))
  app = await buildFixtureApp()
  const { stdout } = await promisify(execFile)(process.execPath, ['tools/package.ts', folder, app.folder], {
    cwd: repository,
  })
  size = stdout
  host = await startHostProcess(folder)
})
afterAll(async () => {
  await host.stop()
  await rm(folder, { recursive: true, force: true })
  await app.remove()
})

test('has nothing left to install, and says what runs it', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const { version } = versioned.parse(JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')))
  expect(manifest).toEqual({
    name: 'etiquette',
    version,
    license: 'MIT',
    private: true,
    type: 'module',
    main: 'dist/index.js',
    engines: { node: '>=22' },
  })
  expect(await readFile(join(folder, 'host.json'), 'utf8')).toBe(
    await readFile(join(repository, 'host.json'), 'utf8'),
  )
})

/** The files that are loaded at the start: the entry, and what it imports without `import()`. */
const loadedAtStart = async (name = 'index.js', seen = new Map<string, string>()) => {
  if (seen.has(name)) return seen
  const text = await readFile(join(folder, 'dist', name), 'utf8')
  seen.set(name, text)
  for (const [, imported = ''] of text.matchAll(/(?:\bfrom|\bimport) ?"\.\/([\w.-]+\.js)"/g))
    await loadedAtStart(imported, seen)
  return seen
}

test('loads what Azure does not need only where it is used, SQLite above all: it is experimental in Node.js 22', async () => {
  const loaded = await loadedAtStart()
  expect(loaded.size).toBeGreaterThan(2)
  for (const text of loaded.values()) expect(text).not.toContain('"node:sqlite"')
})

test('has what makes renditions on Linux x64, and loads it only where it is used', async () => {
  const loaded = await loadedAtStart()
  for (const text of loaded.values()) expect(text).not.toMatch(/from ?"sharp"/)
  const make = `const { default: sharp } = await import('sharp')
    const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    console.log((await picture.webp().toBuffer()).subarray(8, 12).toString())`
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const args = ['--input-type=module', '--eval', make]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder })
  expect(stdout.trim()).toBe('WEBP')
})

test('is small', () => {
  const megabytes = Number(/: ([\d.]+) MB/.exec(size)?.[1])
  // Half of it is the library that makes renditions.
  expect(megabytes).toBeLessThan(32)
})

test('answers from the local host, with all that it serves', async () => {
  const health = await fetch(`${host.api}/health`)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({ checks: { store: 'Healthy' } })
  const document = (await (await fetch(`${host.api}/openapi.json`)).json()) as { openapi: string }
  expect(document.openapi).toMatch(/^3\.1/)
  for (const name of [
    '',
    '/swagger-ui.css',
    '/swagger-ui-bundle.js',
    '/favicon-32x32.png',
    '/initializer.js',
  ]) {
    const asset = await fetch(`${host.api}/docs${name}`)
    expect(asset.status).toBe(200)
    expect((await asset.arrayBuffer()).byteLength).toBeGreaterThan(100)
  }
  expect((await fetch(`${host.api}/projects`)).status).toBe(401)
})

test('has the web app, compressed, at the address and below it', async () => {
  const source = (path: string) => readFile(join(repository, 'tests/fixtures/web-app', path), 'utf8')
  for (const path of ['/', '/p/dogs/label']) {
    const page = await fetch(new URL(path, host.api))
    expect([page.status, await page.text()]).toEqual([200, await source('index.html')])
  }
  const script = await fetch(new URL('/assets/main-B1x9.js', host.api), {
    headers: { 'accept-encoding': 'br' },
  })
  expect(script.headers.get('content-encoding')).toBe('br')
  expect(await script.text()).toBe(await source('assets/main-B1x9.js'))
  expect(size).toContain('the web app')
})

test('starts soon', () => {
  process.stdout.write(`${size}First answer ${Math.round(host.coldStart)} ms after the process began\n`)
  expect(host.coldStart).toBeLessThan(15_000)
})

test('starts and ends with telemetry on, even if nothing can be sent', async () => {
  const observed = await startHostProcess(folder, {
    APPLICATIONINSIGHTS_CONNECTION_STRING:
      'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/',
  })
  process.stdout.write(`With telemetry ${Math.round(observed.coldStart)} ms\n`)
  expect((await fetch(`${observed.api}/openapi.json`)).status).toBe(200)
  await observed.stop()
})
