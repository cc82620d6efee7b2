import { beforeAll, expect, test } from '@jest/globals'
import type { ContainerClient } from '@azure/storage-blob'
import { createExportFiles } from '../../../../src/adapters/blob/create-export-files.ts'
import type { Emulator } from '../../../../src/adapters/blob/emulator.ts'
import type { ExportFiles } from '../../../../src/domain/ports/blobs.ts'
import { serveDownload } from '../../../../src/domain/core/served-file.ts'
import { createContainer, joinAzurite, noIdentity, readAll, writeBlob } from './fixtures.ts'

const azurite = joinAzurite()
let container: ContainerClient
let files: ExportFiles

const filesIn = (containerName: string, serviceUrl = azurite.accountUrl, emulator: Emulator = azurite) =>
  createExportFiles({
    identity: noIdentity,
    emulator,
    serviceUrl,
    containerName,
    now: Date.now,
    retryPause: 1,
    deletedAtOnce: 10,
  })

const bytes = (text: string) => new TextEncoder().encode(text)

beforeAll(async () => {
  container = await createContainer(azurite)
  files = filesIn(container.containerName)
})

test('nothing is there before the commit, and blocks come in the order of the commit', async () => {
  await files.stageBlock('p/labels.csv', 'part-2', bytes('two'))
  await files.stageBlock('p/labels.csv', 'part-1', bytes('one'))
  await expect(files.open('p/labels.csv', {})).rejects.toMatchObject({ code: 'ExportFileNotFound' })
  await files.commit('p/labels.csv', ['part-1', 'part-2'], 'text/csv')
  const opened = await files.open('p/labels.csv', {})
  expect(opened).toMatchObject({ size: 6, contentType: 'text/csv' })
  expect(await readAll(opened)).toBe('onetwo')
})

test('staging and committing again changes nothing', async () => {
  await files.stageBlock('p/again', 'é-1', bytes('never seen'))
  await files.stageBlock('p/again', 'é-1', bytes('one'))
  await files.stageBlock('p/again', 'é-2', bytes('two'))
  await files.commit('p/again', ['é-1', 'é-2'], 'text/plain')
  await files.commit('p/again', ['é-1', 'é-2'], 'text/plain')
  await files.stageBlock('p/again', 'é-2', bytes('two'))
  await files.commit('p/again', ['é-1', 'é-2'], 'text/plain')
  expect(await readAll(await files.open('p/again', {}))).toBe('onetwo')
})

test('a part that was never staged cannot be committed', async () => {
  await expect(files.commit('p/holes', ['part-1'], 'text/plain')).rejects.toMatchObject({
    code: 'ExportFileNotFound',
  })
})

test('an empty and a small file are written at once, and have a URL that only reads them', async () => {
  await files.put('p/empty', bytes(''), 'text/plain')
  expect(await readAll(await files.open('p/empty', {}))).toBe('')
  await files.put('p/manifest.json', bytes('{}'), 'application/json')
  const served = serveDownload('train-manifest.json', 'application/json')
  const url = await files.readUrl('p/manifest.json', Date.now() + 60_000, served)
  const answer = await fetch(url!)
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''train-manifest.json")
  expect(await answer.text()).toBe('{}')
  expect((await fetch(url!, { method: 'DELETE' })).status).toBe(403)
})

test('files under a prefix are deleted, and no others', async () => {
  const names = Array.from({ length: 11 }, (_, index) => `q/${index}`)
  await Promise.all(names.map((name) => writeBlob(container, name, '')))
  await files.put('q2', bytes(''), 'text/plain')
  expect(await files.deleteUnder('q/')).toBe(false)
  expect(await files.deleteUnder('q/')).toBe(true)
  expect(await files.deleteUnder('q/')).toBe(true)
  await files.open('q2', {})
  await expect(files.deleteUnder('')).rejects.toThrow('whole container')
})

test('a missing container is named, not made', async () => {
  const missing = filesIn('not-deployed')
  const refusal = {
    code: 'ServiceUnavailable',
    retryAfter: expect.any(Number),
    message: expect.stringContaining("'not-deployed'"),
  }
  await expect(missing.ping()).rejects.toMatchObject(refusal)
  await expect(missing.stageBlock('a', 'b', bytes('c'))).rejects.toMatchObject(refusal)
  await expect(missing.put('a', bytes('c'), 'text/plain')).rejects.toMatchObject(refusal)
  await expect(missing.deleteUnder('a')).rejects.toMatchObject(refusal)
  await files.ping()
})

test('an account that is down is told as such', async () => {
  const down = filesIn('exports', 'http://127.0.0.1:1/acc', {
    ...azurite,
    accountUrl: 'http://127.0.0.1:1/acc',
  })
  await expect(down.ping()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  await expect(down.put('a', bytes('c'), 'text/plain')).rejects.toMatchObject({ code: 'ServiceUnavailable' })
})
