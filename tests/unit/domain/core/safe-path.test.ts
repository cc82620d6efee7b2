import { posix, win32 } from 'node:path'
import { describe, expect, it, test } from '@jest/globals'
import * as fc from 'fast-check'
import { datastoreName, projectName, projectUid } from '../../../../src/domain/core/ids.ts'
import { exportsPrefix } from '../../../../src/domain/model/exports/export.ts'
import { absoluteUrlOf, datastoreUrlOf } from '../../../../src/domain/model/exports/file-urls.ts'
import {
  isJoinablePath,
  isSafePath,
  joinablePathOf,
  safePathOf,
} from '../../../../src/domain/core/safe-path.ts'
import { itemIdOf } from '../../../../src/domain/model/items/segment.ts'
import { hostileNames } from '../../../support/hostile-names.ts'
import { checkProperty } from '../../../support/property.ts'

/** Percent-decodes what can be decoded. */
const decodeLeniently = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  )

const itemAt = (path: string) => ({ id: itemIdOf('store', path), path })
const prefix = 'AmlDatastore://store/'
const urlOf = (path: string) => datastoreUrlOf({ datastore: datastoreName.parse('store') }, path)
const containerUrl = 'https://a.blob.core.windows.net/photos'

const unsafe = [
  '',
  '/etc/passwd',
  '../up.png',
  'a/../../b.png',
  'a//b.png',
  './a.png',
  'a/.',
  'a/b.png/',
  'a\\..\\b.png',
  'C:/a.png',
  '//host/share/a.png',
  '~/a.png',
  '~root/a.png',
  '-rf/a.png',
  'a/nul/b.png',
  'a/com1.png',
  'a. /b.png',
  'a\u0000.png',
  '%2e%2e/a.png',
  'a/%2E./b.png',
  '%252e%252e/a.png',
  'a%2f..%2fb.png',
  'a%5cb.png',
  'a%00.png',
  'a%E2%80%AEgnp.png',
  'a%C0%AEb.png',
  '%7e/a.png',
  `${'x'.repeat(256)}/a.png`,
  'lone \ud800.png',
]

describe('a path in an export', () => {
  it.each(unsafe)('%j is not safe, and is renamed', (path) => {
    expect(isSafePath(path)).toBe(false)
    expect(safePathOf(itemAt(path))).toMatch(/^_renamed\/[a-f0-9]{32}(\.png)?$/)
  })

  it.each([
    'a.png',
    'f/0.png',
    "it's (1)/#2; 50%.png",
    'a%20b.png',
    '100%25.png',
    '😀/ü,x.png',
    'a/-b/~c.png',
    '.a/..b.png',
  ])('%j is kept', (path) => expect(safePathOf(itemAt(path))).toBe(path))

  it('that looks like one of the new names is renamed too, so nobody takes the name of another', () => {
    const taken = safePathOf(itemAt('../x.png'))
    for (const path of [taken, taken.replace('_renamed', '_Renamed'), '_renamed'])
      expect(safePathOf(itemAt(path))).toBe(
        `_renamed/${itemIdOf('store', path)}${path === '_renamed' ? '' : '.png'}`,
      )
  })

  it('stays below the folder it is joined to, on every platform', async () => {
    await checkProperty(
      'safe-path-inside',
      fc.property(hostileNames, (path) => {
        const name = safePathOf(itemAt(path))
        expect(isSafePath(name)).toBe(true)
        expect(posix.join('/base', name)).toBe(`/base/${name}`)
        expect(posix.resolve('/base', name)).toBe(`/base/${name}`)
        const there = win32.resolve('C:\\base', name)
        expect(there).toBe(`C:\\base\\${name.replaceAll('/', '\\')}`)
      }),
      { runs: 1000 },
    )
  })

  it('is another for another item', async () => {
    const someTaken = fc.oneof(
      hostileNames,
      hostileNames.map((path) => safePathOf(itemAt(path))),
      hostileNames.map((path) => encodeURIComponent(path.toWellFormed())),
    )
    await checkProperty(
      'safe-path-distinct',
      fc.property(fc.uniqueArray(someTaken, { maxLength: 20 }), (paths) => {
        expect(new Set(paths.map((path) => safePathOf(itemAt(path)))).size).toBe(paths.length)
      }),
      { runs: 1000 },
    )
  })
})

describe('a path that a reader joins to a copy of the container', () => {
  it('is the same file, and no drive, if it begins like one', () => {
    expect(joinablePathOf(itemAt('a:b?.png'))).toBe('./a:b?.png')
  })

  it.each([
    'ab:c?.png',
    '12:30*.png',
    'a"b|c<d>.png',
    '100%.png',
    'a%20b.png',
    'a//b.png',
    ' a. ',
    '-rf/a.png',
    '~/a.png',
    'con',
    'a/\u202egnp.png',
    '..a/b..png',
    'a\\b.png',
    `${'x'.repeat(256)}/a.png`,
  ])('%j is kept', (path) => {
    expect(isJoinablePath(path)).toBe(true)
    expect(joinablePathOf(itemAt(path))).toBe(path)
  })

  it.each([
    '',
    '/etc/passwd',
    '\\\\host\\a.png',
    'C:/a.png',
    'c:\\a.png',
    '../up.png',
    'a/./b.png',
    'a\\..\\b.png',
    'a\u0000.png',
    'a\nb.png',
    '%2e%2e/a.png',
    'a/%252E%252e/b.png',
    'a%2f..%2fb.png',
    '%2fetc/passwd',
    'a%C0%AEb.png',
    'lone \ud800.png',
  ])('%j is renamed', (path) => {
    expect(isJoinablePath(path)).toBe(false)
    expect(joinablePathOf(itemAt(path))).toMatch(/^_renamed\/[a-f0-9]{32}(\.png)?$/)
  })

  it('stays below the folder, on every platform', async () => {
    await checkProperty(
      'joinable-path-inside',
      fc.property(hostileNames, (path) => {
        const name = joinablePathOf(itemAt(path))
        for (const form of [name, decodeLeniently(name), decodeLeniently(decodeLeniently(name))]) {
          expect(posix.resolve('/base', form)).toMatch(/^\/base\/?/)
          expect(`${win32.resolve('C:\\base', form)}\\`).toMatch(/^C:\\base\\/)
        }
      }),
      { runs: 1000 },
    )
  })

  it('is another for another item', async () => {
    const someTaken = fc.oneof(
      hostileNames,
      hostileNames.map((path) => joinablePathOf(itemAt(path))),
    )
    await checkProperty(
      'joinable-path-distinct',
      fc.property(fc.uniqueArray(someTaken, { maxLength: 20 }), (paths) => {
        expect(new Set(paths.map((path) => joinablePathOf(itemAt(path)))).size).toBe(paths.length)
      }),
      { runs: 1000 },
    )
  })
})

test('all exports of a project lie in a folder of its own, whatever it is called', async () => {
  const ids = fc.stringMatching(/^[\w-]{1,40}$/).filter((text) => projectName.safeParse(text).success)
  await checkProperty(
    'exports-folder',
    fc.property(ids, ids, (id, uid) => {
      const folder = exportsPrefix({ id: projectName.parse(id), uid: projectUid.parse(uid) })
      expect(posix.join('/exports', folder)).toBe(`/exports/${id}/${uid}/`)
    }),
  )
  for (const name of ['..', '.', 'a/b', 'a\\b', '%2e', 'a\u0000', 'a.b', 'C:', 'ａ', 'a\n'])
    expect([projectName.safeParse(name).success, projectUid.safeParse(name).success]).toEqual([false, false])
})

describe('a URL in an export', () => {
  it.each([
    ['f/10.png', 'f/10.png'],
    ['a b/#1, ü.png', 'a b/#1, ü.png'],
    ['50%.png', '50%.png'],
    ['a%20b.png', 'a%20b.png'],
    ['a:b?.png', 'a:b?.png'],
    ['../x.png', '%2E%2E/x.png'],
    ['%2e%2e/x.png', '%252e%252e/x.png'],
    ['a\nb.png', 'a%0Ab.png'],
  ])('of %j ends in %j', (path, written) => expect(urlOf(path)).toBe(`${prefix}${written}`))

  it('is the name of the blob, as it is or decoded, whatever it is', async () => {
    await checkProperty(
      'file-url',
      fc.property(
        hostileNames.filter((path) => path.isWellFormed()),
        (path) => {
          const named = urlOf(path).slice(prefix.length)
          if (named !== path) expect(decodeURIComponent(named)).toBe(path)
          const url = absoluteUrlOf({ containerUrl }, path)
          expect(decodeURIComponent(url.slice(containerUrl.length + 1))).toBe(path)
          expect(url).toMatch(/^[\x21-\x7e]+$/)
          // A URL cannot name what has dots for a folder: parsers resolve them, encoded or not.
          if (path.split('/').some((part) => part === '.' || part === '..')) return
          expect(decodeURIComponent(new URL(url).pathname)).toBe(`/photos/${path}`)
        },
      ),
      { runs: 1000 },
    )
  })
})
