import { afterAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadOrCreateKeyFile } from '../../../../src/adapters/secrets/load-or-create-key-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a key is made once, for its owner only, and stays', async () => {
  const path = join(folder, 'deep', 'service.key')
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKeyFile(path)))
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  expect(keys[0]).toHaveLength(32)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, 'deep'))).toEqual(['service.key'])
  expect(await loadOrCreateKeyFile(path)).toEqual(keys[0])
})

test('processes that start together get the same key', async () => {
  const module = pathToFileURL(resolve('src/adapters/secrets/load-or-create-key-file.ts')).href
  const path = join(folder, 'shared.key')
  const script = `import { loadOrCreateKeyFile } from ${JSON.stringify(module)}
    process.stdout.write(Buffer.from(await loadOrCreateKeyFile(${JSON.stringify(path)})).toString('hex'))`
  const run = () =>
    new Promise<string>((settle, reject) => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      child.once('error', reject)
      child.once('close', () => settle(output))
    })
  const keys = await Promise.all([run(), run(), run()])
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(keys).size).toBe(1)
})

test('a file that is no key is not used', async () => {
  const path = join(folder, 'short.key')
  writeFileSync(path, 'short')
  await expect(loadOrCreateKeyFile(path)).rejects.toThrow('32 bytes')
})
