import { expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createExportFileUrl } from '../../../../src/domain/exports/get-export-file.ts'
import type { ExportFile } from '../../../../src/domain/model/exports/export.ts'
import { createFakeExportFiles } from '../../../support/fake-blobs.ts'

const file: ExportFile = {
  name: 'labels_default.json',
  path: 'labels_default.json',
  contentType: 'application/json',
  size: 1,
  sha256: 'hash',
}
const urlFrom = (readUrl: () => Promise<string | undefined>) =>
  createExportFileUrl({ files: { ...createFakeExportFiles(), readUrl }, now: () => 0 })(
    { snapshotPath: 'cats/u1/e1' },
    file,
  )

test('the URL of a file is the one of storage; without one, the service sends the file, and no list fails', async () => {
  expect(await urlFrom(async () => 'https://storage/labels_default.json')).toBe(
    'https://storage/labels_default.json',
  )
  expect(await urlFrom(async () => undefined)).toBeUndefined()
  const down = new DomainError('ServiceUnavailable', 'No key can be had now; retry in a moment')
  expect(await urlFrom(() => Promise.reject(down))).toBeUndefined()
  await expect(urlFrom(() => Promise.reject(new TypeError('A defect')))).rejects.toThrow('A defect')
})
