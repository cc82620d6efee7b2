import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chmodSync, chownSync, lchownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkContainerName, readLocalStorage } from '../../../tools/local-storage.ts'
import { UsageError } from '../../../tools/run-command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-storage-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (content: unknown) =>
  writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(content), { mode: 0o600 })

describe('the storage of a running service', () => {
  it('is that of its endpoints', async () => {
    write({ serviceUrl: 'x', blobServiceUrl: 'http://s/a', blobAccountName: 'a', blobAccountKey: 'k' })
    expect(await readLocalStorage(folder)).toEqual({ serviceUrl: 'http://s/a', name: 'a', key: 'k' })
  })

  it('is unknown if none runs, in words', async () => {
    await expect(readLocalStorage(folder)).rejects.toThrow(/^No service runs on the data folder .*npm start/)
    await expect(readLocalStorage(join(folder, 'no'))).rejects.toThrow(/^No service runs/)
    write('no object')
    await expect(readLocalStorage(folder)).rejects.toThrow(/^No service runs/)
  })

  it('has no key here if it is in Azure', async () => {
    write({ serviceUrl: 'x', blobServiceUrl: 'https://own.blob.core.windows.net' })
    await expect(readLocalStorage(folder)).rejects.toThrow(
      /^The storage of this service is https:\/\/own\.blob\.core\.windows\.net.*docs\/images\.md$/,
    )
  })
})

describe('a data folder that others could have written', () => {
  const other = 54_321
  // Only root can give files away.
  const asRoot = process.getuid?.() === 0 ? it : it.skip
  asRoot.each(['', 'endpoints.json'])('is refused: %j belongs to another user', async (name) => {
    write({ blobServiceUrl: 'http://evil/a', blobAccountName: 'a', blobAccountKey: 'k' })
    chownSync(join(folder, name), other, other)
    await expect(readLocalStorage(folder)).rejects.toThrow(/belongs to another user .*chown -R.*DATA_DIR/)
    await expect(readLocalStorage(folder)).rejects.toBeInstanceOf(UsageError)
  })

  asRoot('is refused: a link of another user is in the place of its endpoints', async () => {
    writeFileSync(join(folder, 'evil'), '{ "blobServiceUrl": "http://evil/a" }')
    symlinkSync('evil', join(folder, 'endpoints.json'))
    lchownSync(join(folder, 'endpoints.json'), other, other)
    await expect(readLocalStorage(folder)).rejects.toThrow(/is a link that belongs to another user/)
  })

  it('is refused: others can write it, and it holds more than a service keeps', async () => {
    write({ blobServiceUrl: 'http://evil/a', blobAccountName: 'a', blobAccountKey: 'k' })
    writeFileSync(join(folder, 'notes.txt'), 'x')
    chmodSync(folder, 0o777)
    await expect(readLocalStorage(folder)).rejects.toThrow(/can write the folder .*DATA_DIR/)
  })
})

describe('the name of a container', () => {
  it.each(['images', 'my-images', 'abc', '2026', `a${'b'.repeat(62)}`])('can be %s', (name) => {
    expect(checkContainerName(name)).toBe(name)
  })
  it.each([
    '',
    'ab',
    'Images',
    'my_images',
    'a--b',
    '-ab',
    'ab-',
    'a/b',
    '$logs',
    '..',
    'ü'.repeat(3),
    `a${'-b'.repeat(40)}`,
  ])("cannot be '%s', and why is said", (name) => {
    expect(() => checkContainerName(name)).toThrow(/is no name of a container: it has 3 to 63/)
  })
  it.each([
    'etiquette-exports',
    'azure-webjobs-hosts',
    'azure-webjobs-secrets',
    'hub-leases',
    'hub-applease',
    'hub-largemessages',
    'azure-pipelines-deploy',
    'scm-releases',
  ])('cannot be %s, which is the service itself', (name) => {
    expect(() => checkContainerName(name)).toThrow(/belongs to the service itself/)
  })
})
