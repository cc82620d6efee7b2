import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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

describe('a link', () => {
  const other = 54_321
  const asRoot = me === 0 ? test : test.skip
  /** A file of another user outside the folder. */
  const foreign = (mode = 0o644) => {
    const path = join(setUp(0o755, { file: mode }).path, 'file')
    chownSync(path, other, other)
    return path
  }
  const modeAt = (path: string) => (statSync(path).mode & 0o777).toString(8)

  // Only root can give links away.
  asRoot.each(['secrets.key', 'issuer.json', 'blobs/__azurite_db_blob__.json', 'blobs'])(
    'of another user at %s is refused, whatever it leads to, and that keeps its mode',
    (name) => {
      for (const target of [foreign(), setUp(0o755, { mine: 0o644 }).path, '/nowhere']) {
        const { path, keep } = setUp(0o700, { 'host.db': 0o600, [`${dirname(name)}/`]: 0o700 })
        symlinkSync(target, join(path, name))
        lchownSync(join(path, name), other, other)
        const before = existsSync(target) ? modeAt(target) : undefined
        expect(keep).toThrow(
          `${join(path, name)} is a link that belongs to another user of this machine (${other})`,
        )
        expect(existsSync(target) ? modeAt(target) : undefined).toBe(before)
      }
    },
  )

  asRoot('of this user to a file of another user is refused, and no mode changes', () => {
    const target = foreign()
    const { path, keep } = setUp(0o700, { 'host.db': 0o600 })
    symlinkSync(target, join(path, 'secrets.key'))
    expect(keep).toThrow(`${join(path, 'secrets.key')} belongs to another user`)
    expect(modeAt(target)).toBe('644')
  })

  test('of this user may lead to a private folder elsewhere, and to an open one not: that keeps its mode', () => {
    const { path: disk } = setUp(0o700, { '__azurite_db_blob__.json': 0o644 })
    const { path, keep, lines, modeOf } = setUp(0o700, { 'host.db': 0o600 })
    symlinkSync(disk, join(path, 'blobs'))
    keep()
    expect([modeOf('blobs/__azurite_db_blob__.json'), lines.length]).toEqual(['600', 1])
    chmodSync(disk, 0o755)
    expect(keep).toThrow(/blobs is a link to a file or folder that other users .*chmod go= "\$\(realpath/)
    expect(modeAt(disk)).toBe('755')
  })

  test('of this user may be the data folder itself', () => {
    const { path, modeOf } = setUp(0o755, { 'host.db': 0o644 })
    const link = join(setUp(0o700).path, 'link')
    symlinkSync(path, link)
    keepPrivate({ path: link }, () => undefined)
    expect([modeOf(''), modeOf('host.db')]).toEqual(['700', '600'])
  })

  asRoot('of another user is refused as the data folder, and on the way to it', () => {
    const { path } = setUp(0o700, { 'data/host.db': 0o600 })
    chmodSync(join(path, 'data'), 0o700)
    const link = join(setUp(0o700).path, 'link')
    symlinkSync(path, link)
    lchownSync(link, other, other)
    for (const folder of [link, join(link, 'data')])
      expect(() => keepPrivate({ path: folder }, () => undefined)).toThrow(`${link} is a link that belongs`)
  })
})

describe('a parent of the data folder', () => {
  const other = 54_321
  const asRoot = me === 0 ? test : test.skip
  const below = (mode: number, owner?: number, group = owner) => {
    const { path } = setUp(0o700, { 'in/data/host.db': 0o600 })
    chmodSync(join(path, 'in/data'), 0o700)
    if (owner !== undefined) chownSync(path, owner, group ?? owner)
    chmodSync(path, mode)
    const lines: string[] = []
    const folder = join(path, 'in/data')
    return {
      path,
      folder,
      lines,
      keep: () => keepPrivate({ path: folder }, (_, __, line) => lines.push(line)),
    }
  }

  test.each([0o777, 0o707])('of mode %o, which all can write, is said with the way out', (mode) => {
    const { path, lines, keep } = below(mode)
    keep()
    expect(lines).toEqual([expect.stringContaining(`${path} can be written by all users`)])
    expect(lines[0]).toMatch(/chown, chmod go-w, or chmod \+t .*DATA_DIR/)
  })

  test.each([0o1777, 0o755, 0o700])('of mode %o is as it should be', (mode) => {
    const { lines, keep } = below(mode)
    keep()
    expect(lines).toEqual([])
  })

  asRoot('that all can write is refused if it belongs to another user', () => {
    const { path, keep } = below(0o777, other)
    expect(keep).toThrow(`The folder ${path}, which holds`)
    expect(keep).toThrow(/belongs to another user \(54321\) .*DATA_DIR/)
  })

  asRoot.each([0o755, 0o1777])('of another user with mode %o, and one of a group, are said', (mode) => {
    for (const [made, reason] of [
      [below(mode, other), 'belongs to another user (54321)'],
      [below(0o775, 0, other), 'can be written by the group 54321'],
    ] as const) {
      made.keep()
      expect(made.lines).toEqual([expect.stringContaining(`${made.path} ${reason}`)])
    }
  })

  test('counts where a link leads to, too', () => {
    const { path, folder, lines } = below(0o777)
    const link = join(setUp(0o700).path, 'link')
    symlinkSync(folder, link)
    keepPrivate({ path: link }, (_, __, line) => lines.push(line))
    expect(lines).toEqual([expect.stringContaining(`${path} can be written by all users`)])
  })
})

test('a folder that is not there yet, and Windows, have nothing to check', () => {
  const { path, keep } = setUp(0o700)
  rmSync(path, { recursive: true })
  expect(keep).not.toThrow()
})
