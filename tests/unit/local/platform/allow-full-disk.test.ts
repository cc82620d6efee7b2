import { expect, test } from '@jest/globals'
import { allowFullDisk } from '../../../../local/platform/allow-full-disk.ts'
import type { FlushableDatabase } from '../../../../local/platform/metadata-flusher.ts'

const failingWith = (message: string): FlushableDatabase => ({
  autosaveDisable: () => undefined,
  autosaveDirty: () => true,
  saveDatabase: (callback) => callback(new Error(message)),
})

const save = (database: FlushableDatabase) => {
  let outcome: unknown = 'not called'
  database.saveDatabase((error) => {
    outcome = error?.message ?? 'saved'
  })
  return outcome
}

test.each([
  ['Error: ENOSPC: no space left on device, write', 'saved'],
  ['Error: EDQUOT: disk quota exceeded', 'saved'],
  ['Error: EFBIG: file too large', 'saved'],
  ['Error: EACCES: permission denied', 'Error: EACCES: permission denied'],
  ['Error: EROFS: read-only file system', 'Error: EROFS: read-only file system'],
])('a save that fails with %s: %s', (message, outcome) => {
  const database = failingWith(message)
  const restore = allowFullDisk(database)
  expect(save(database)).toBe(outcome)
  restore()
  expect(save(database)).toBe(message)
})
