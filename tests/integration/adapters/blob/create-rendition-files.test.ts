import { expect, test } from '@jest/globals'
import { createRenditionFiles } from '../../../../src/adapters/blob/create-rendition-files.ts'
import { createContainer, joinAzurite, noIdentity, readAll } from './fixtures.ts'

const azurite = joinAzurite()
const filesIn = (containerName: string) =>
  createRenditionFiles({
    identity: noIdentity,
    emulator: azurite,
    serviceUrl: azurite.accountUrl,
    containerName,
    now: Date.now,
    retryPause: 1,
    deletedAtOnce: 2,
  })
const bytes = (text: string) => new TextEncoder().encode(text)

test('the first of a path stays, and has its type', async () => {
  const files = filesIn((await createContainer(azurite)).containerName)
  expect(await files.open('u1/c/screen.webp')).toBeUndefined()
  await files.putNew('u1/c/screen.webp', bytes('first'), 'image/webp')
  await Promise.all([1, 2].map(() => files.putNew('u1/c/screen.webp', bytes('later'), 'image/webp')))
  const opened = await files.open('u1/c/screen.webp')
  expect(opened).toMatchObject({ size: 5, contentType: 'image/webp' })
  expect(await readAll(opened!)).toBe('first')
})

test('those of a project are deleted, and no others', async () => {
  const files = filesIn((await createContainer(azurite)).containerName)
  for (const path of ['u1/a', 'u1/b', 'u1/c', 'u10/a']) await files.putNew(path, bytes(path), 'image/webp')
  expect(await files.deleteUnder('u1/')).toBe(false)
  expect(await files.deleteUnder('u1/')).toBe(true)
  expect(await files.open('u1/c')).toBeUndefined()
  expect(await files.open('u10/a')).toBeDefined()
})

test('a container that does not exist has none to delete, and says so to a write', async () => {
  const files = filesIn('there-is-none')
  expect(await files.deleteUnder('u1/')).toBe(true)
  await expect(files.putNew('u1/a', bytes(''), 'image/webp')).rejects.toMatchObject({
    code: 'ServiceUnavailable',
    message: expect.stringMatching(/rendition container 'there-is-none' .*create it/),
  })
})
