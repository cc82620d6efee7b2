import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { z } from 'zod'
import { openBlobAccount } from '../../../../local/platform/blob-account.ts'
import { openDataFile } from '../../../../local/platform/data-file.ts'
import { openIssuer } from '../../../../local/platform/issuer.ts'

const kind = { schema: z.object({ key: z.string() }), make: () => '{"key":"k"}', withoutIt: 'all is new' }
let folder: string
const file = () => join(folder, 'key.json')
const dataFolder = () => ({ path: folder, file: (name: string) => join(folder, name) })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-'))
})

afterEach(async () => rm(folder, { recursive: true }))

test('makes the file once', async () => {
  expect(await openDataFile(file(), kind)).toEqual({ key: 'k' })
  expect(await openDataFile(file(), { ...kind, make: () => '{"key":"other"}' })).toEqual({ key: 'k' })
})

test.each([
  ['empty', '', /is empty\. Restore it from a backup/],
  ['blank', ' \n', /is empty\./],
  ['truncated', '{"key":"', /is damaged: it holds no JSON\. Restore/],
  ['of another kind', '{"other":1}', /has other content than this version writes\. Restore/],
])('a file that is %s is named, with the way out, and stays', async (_, content, sentence) => {
  await writeFile(file(), content)
  const refused = openDataFile(file(), kind)
  await expect(refused).rejects.toMatchObject({ name: 'StartError' })
  await expect(refused).rejects.toThrow(sentence)
  await expect(refused).rejects.toThrow(file())
  await expect(refused).rejects.toThrow(/move the file away and start again: all is new\.$/)
  expect(await readFile(file(), 'utf8')).toBe(content)
})

test('a folder in its place is named', async () => {
  await mkdir(file())
  await expect(openDataFile(file(), kind)).rejects.toThrow(/key\.json is a folder where a file is expected/)
})

test('the keys of the issuer and of the storage are checked', async () => {
  const { kid } = await openIssuer(folder)
  const path = join(folder, 'issuer.json')
  const issuer = JSON.parse(await readFile(path, 'utf8')) as { privateKey: object }
  await writeFile(path, JSON.stringify({ ...issuer, privateKey: { ...issuer.privateKey, n: 'AQAB', d: '' } }))
  await expect(openIssuer(folder)).rejects.toThrow(
    /issuer\.json holds no usable RSA key.*users need new tokens\.$/,
  )
  await writeFile(path, JSON.stringify(issuer))
  expect((await openIssuer(folder)).kid).toBe(kid)
  await writeFile(join(folder, 'blob-account.json'), '{"name":"etiquette"}')
  await expect(openBlobAccount(dataFolder(), undefined)).rejects.toThrow(
    /blob-account\.json has other content.*a new key and port, and its files stay\.$/,
  )
})
