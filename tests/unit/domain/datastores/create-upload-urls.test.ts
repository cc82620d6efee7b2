import { expect, test } from '@jest/globals'
import { datastoreName, userId } from '../../../../src/domain/core/ids.ts'
import { createUploadUrls } from '../../../../src/domain/datastores/create-upload-urls.ts'
import { workspaceAudits } from '../../../../src/domain/model/audit/audit.ts'
import type { BlobSource } from '../../../../src/domain/ports/blobs.ts'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { readAll } from '../../../support/check-counters.ts'
import { addDatastore } from '../../../support/datastore-source.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const minute = 60_000
const start = 1_700_000_000_000 - (1_700_000_000_000 % minute)
const admin = { user: userId.parse('lead'), role: 'Admin' as const }
const request = {
  datastore: datastoreName.parse('store'),
  folder: 'autumn',
  files: [
    { name: 'a.png', size: 1 },
    { name: 'b.bin', size: 2, contentType: 'text/plain' },
  ],
}

const world = async (
  uploadUrls: BlobSource['uploadUrls'] = async (paths, expiresAt) => ({
    urls: paths.map((path) => `https://signed/${path}`),
    expiresAt,
  }),
) => {
  const clock = { now: start + 5000 }
  const store = createMemoryStore(() => clock.now)
  const { blobs } = await addDatastore(store, { uploadUrls })
  const run = createUploadUrls({ store, blobs, now: () => clock.now })
  const audited = async () =>
    (await readAll(store, workspaceAudits, 'datastore')).map(({ document }) => document)
  return { clock, run, audited }
}

test('gives each file a URL, and the headers of its upload, for an hour', async () => {
  const { run, clock } = await world()
  const { uploads, expiresAt } = await run(admin, request)
  expect(uploads).toEqual([
    {
      name: 'a.png',
      path: 'autumn/a.png',
      url: 'https://signed/autumn/a.png',
      headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'image/png', 'If-None-Match': '*' },
    },
    {
      name: 'b.bin',
      path: 'autumn/b.bin',
      url: 'https://signed/autumn/b.bin',
      headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'text/plain', 'If-None-Match': '*' },
    },
  ])
  expect(expiresAt - clock.now).toBeGreaterThanOrEqual(60 * minute)
  expect(expiresAt - clock.now).toBeLessThanOrEqual(61 * minute)
})

test('is one change if it is sent again within the minute, and another one later', async () => {
  const { run, clock, audited } = await world()
  const first = await run(admin, request)
  clock.now += 50_000
  expect(await run(admin, request)).toEqual(first)
  expect(await audited()).toMatchObject([
    {
      action: 'CreateUploadUrls',
      by: 'lead',
      at: start + 5000,
      target: 'store',
      changes: [{ name: 'files', to: '2' }],
    },
  ])
  clock.now += 5000
  await run(admin, request)
  await run({ ...admin, user: userId.parse('other') }, request)
  await run(admin, { ...request, folder: 'winter' })
  expect(await audited()).toHaveLength(4)
})

test('what is refused is no change', async () => {
  const refusal = new DomainError('DatastoreReadOnly', 'It may read only')
  const { run, audited } = await world(() => Promise.reject(refusal))
  await expect(run(admin, request)).rejects.toBe(refusal)
  await expect(run({ ...admin, role: 'Reviewer' }, request)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(run(admin, { ...request, datastore: datastoreName.parse('none') })).rejects.toMatchObject({
    code: 'DatastoreNotFound',
  })
  const wrong = { ...request, files: [{ name: '../a', size: 1 }] }
  await expect(run(admin, wrong)).rejects.toMatchObject({ code: 'InvalidRequest' })
  expect(await audited()).toEqual([])
})
