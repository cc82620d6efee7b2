import { chownSync, chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { keepPrivate } from '../../../../local/platform/keep-private.ts'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const me = process.getuid?.() ?? 0

/** A folder with these files by mode; names that end in a slash are folders. */
const setUp = (mode: number, entries: Readonly<Record<string, number>> = {}) => {
  const path = mkdtempSync(join(tmpdir(), 'private-'))
  made.push(path)
  for (const [name, entryMode] of Object.entries(entries)) {
    const file = join(path, name)
    mkdirSync(name.endsWith('/') ? file : dirname(file), { recursive: true })
    if (!name.endsWith('/')) writeFileSync(file, 'x')
    chmodSync(file, entryMode)
  }
  chmodSync(path, mode)
  const lines: string[] = []
  const folder = { path, file: (name: string) => join(path, name) }
  const keep = (user?: number) =>
    keepPrivate(folder, (level, _, message) => lines.push(`${level} ${message}`), user)
  const modeOf = (name: string) => (statSync(join(path, name)).mode & 0o777).toString(8)
  return { path, lines, keep, modeOf }
}

describe('a data folder that other users can read', () => {
  const files = {
    'etiquette.db': 0o644,
    'etiquette.db-wal': 0o664,
    'host.db-shm': 0o644,
    'host.db.damaged-1': 0o644,
    'secrets.key': 0o604,
    'issuer.json': 0o640,
    'lock.pid': 0o644,
    'blobs/': 0o755,
    'blobs/__azurite_db_blob__.json': 0o644,
    'blobs/__blobstorage__/': 0o775,
  }

  test.each([0o755, 0o775, 0o777, 0o711])(
    'of mode %o is made private with all its files, with one warning',
    (mode) => {
      const { lines, keep, modeOf } = setUp(mode, files)
      keep()
      for (const name of ['', ...Object.keys(files)])
        expect([name, modeOf(name)]).toEqual([name, name === '' || name.endsWith('/') ? '700' : '600'])
      expect(lines).toEqual([expect.stringMatching(/^warning Other users .* 11 of the files and folders/)])
      keep()
      expect(lines).toHaveLength(1)
    },
  )

  test('and is private already, only has its files made private', () => {
    const { lines, keep, modeOf } = setUp(0o700, { 'issuer.json': 0o600, 'host.db': 0o644 })
    keep()
    expect([modeOf('host.db'), modeOf('issuer.json'), lines.length]).toEqual(['600', '600', 1])
  })

  test('is said nothing about if it is private', () => {
    const { lines, keep } = setUp(0o700, { 'issuer.json': 0o600, 'blobs/': 0o700 })
    keep()
    expect(lines).toEqual([])
  })

  test('and holds files of others stays as it is, with a warning; the service’s files in it are private', () => {
    const { lines, keep, modeOf } = setUp(0o755, { 'notes.txt': 0o644, 'endpoints.json': 0o644 })
    keep()
    expect([modeOf(''), modeOf('notes.txt'), modeOf('endpoints.json')]).toEqual(['755', '644', '600'])
    expect(lines).toEqual([
      expect.stringMatching(/^warning Other users .* can list the folder/),
      expect.stringMatching(/^warning Other users .* could read 1 of/),
    ])
  })

  test('is refused if others can write it and it holds files of others', () => {
    const { keep, modeOf } = setUp(0o777, { 'notes.txt': 0o644 })
    expect(keep).toThrow(/can write the folder .*chmod go= .*DATA_DIR/)
    expect(modeOf('')).toBe('777')
  })
})

describe('the owner', () => {
  const other = 54_321
  test('of the folder or of a file is this user or root, or the start is refused', () => {
    const { keep } = setUp(0o700, { 'issuer.json': 0o600 })
    if (me === 0) keep(other)
    else expect(() => keep(other)).toThrow(/belongs to another user .*chown -R .*DATA_DIR/)
    keep(me)
  })

  // Only root can give files away.
  const asRoot = me === 0 ? test : test.skip
  asRoot.each([0o700, 0o755, 0o777])(
    'of a folder of mode %o is another user: refused, by root, too',
    (mode) => {
      const { path, keep, modeOf } = setUp(mode, { 'issuer.json': 0o600 })
      chownSync(path, other, other)
      expect(keep).toThrow(`${path} belongs to another user of this machine (${other})`)
      expect(modeOf('')).toBe(mode.toString(8))
    },
  )

  asRoot.each(['issuer.json', 'blobs/__azurite_db_blob__.json', 'lock'])(
    'of %s is another user: refused',
    (name) => {
      const { path, keep } = setUp(0o700, { 'issuer.json': 0o600, [name]: 0o666 })
      chownSync(join(path, name), other, other)
      expect(keep).toThrow(`${join(path, name)} belongs to another user`)
    },
  )
})

test('a folder that is not there yet, and Windows, have nothing to check', () => {
  const { path, keep } = setUp(0o700)
  rmSync(path, { recursive: true })
  expect(keep).not.toThrow()
})
