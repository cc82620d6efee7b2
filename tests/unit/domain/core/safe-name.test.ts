import { win32 } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { beginsLikeOption, isSafeName, safeFileName } from '../../../../src/domain/core/safe-name.ts'
import { hostileNames } from '../../../support/hostile-names.ts'
import { checkProperty } from '../../../support/property.ts'

const unsafe = [
  '',
  '.',
  '..',
  '...',
  'a.',
  'a ',
  ' a',
  'a/b',
  'a\\b',
  'C:',
  'C:a.png',
  'a.png:stream',
  'a*b',
  'a?b',
  'a"b',
  'a<b',
  'a>b',
  'a|b',
  'a\u0000.png',
  'a\nb',
  'a\u007fb',
  'a\u0085b',
  'a\u2028b',
  'photo\u202egnp.exe',
  'a\u2066b',
  'a\u200bb',
  'a\ufeffb',
  'a\u{e0041}b',
  'a\u00adb',
  'a\ud800b',
  'CON',
  'nul.png',
  'Com1.tar.gz',
  'lpt\u00b9',
  'AUX .png',
  'CONIN$',
  'x'.repeat(256),
  '😀'.repeat(64),
]

describe('a safe name', () => {
  it.each(unsafe)('is not %j', (name) => expect(isSafeName(name)).toBe(false))

  it.each([
    'a.png',
    '.hidden',
    "it's (1) #2, 100%; a+b=c.png",
    '日本 ü.png',
    '👩‍👧.png',
    'نمی‌شود',
    'console',
    'com10',
    'x'.repeat(255),
  ])('is %j, which is saved as it is', (name) => {
    expect(isSafeName(name)).toBe(true)
    expect(safeFileName(`a/${name}`)).toBe(name)
  })

  it('comes of every path, and keeps to one folder', async () => {
    await checkProperty(
      'safe-name',
      fc.property(hostileNames, fc.constantFrom([] as const, ['.jpg', '.jpeg'] as const), (path, endings) => {
        const name = safeFileName(path, endings)
        expect(isSafeName(name) && !beginsLikeOption(name)).toBe(true)
        expect(win32.basename(win32.join('C:\\base', name))).toBe(name)
        expect(safeFileName(name, endings)).toBe(name)
        if (endings.length > 0) expect(name.toLowerCase()).toMatch(/\.jpe?g$/)
      }),
      { runs: 700 },
    )
  })

  it.each([
    ['x/..', 'file'],
    ['photo\u202egnp.exe', 'photo_gnp.exe'],
    ['C:\\a.png', 'C__a.png'],
    ['nul.png', '_nul.png'],
    ['-rf.png', '_-rf.png'],
    ['a.png. ', 'a.png'],
    [`${'é'.repeat(200)}.jpeg`, `${'é'.repeat(117)}.jpeg`],
  ])('of %j is %j', (path, name) => expect(safeFileName(path)).toBe(name))
})
