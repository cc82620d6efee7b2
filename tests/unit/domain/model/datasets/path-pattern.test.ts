import { describe, expect, it, jest } from '@jest/globals'
import * as fc from 'fast-check'
import { checkPath } from '../../../../../src/domain/model/datasets/check-path.ts'
import { matchWildcards } from '../../../../../src/domain/model/datasets/match-wildcards.ts'
import { isMediaFile } from '../../../../../src/domain/model/datasets/media-files.ts'
import { parsePathPattern } from '../../../../../src/domain/model/datasets/path-pattern.ts'
import { anyText } from '../../../../../tools/any-text.ts'
import { checkProperty } from '../../../../support/property.ts'

/** What a pattern means, tried out in every way. */
const naive = (pattern: string, path: string): boolean => {
  const segment = (p: string, s: string): boolean => {
    if (p === '') return s === ''
    if (p.startsWith('*')) return segment(p.slice(1), s) || (s !== '' && segment(p, s.slice(1)))
    return s !== '' && p[0] === s[0] && segment(p.slice(1), s.slice(1))
  }
  const segments = (ps: readonly string[], ss: readonly string[]): boolean => {
    const [p, ...rest] = ps
    if (p === undefined) return ss.length === 0
    if (p === '**')
      return rest.length === 0
        ? ss.length > 0
        : segments(rest, ss) || (ss.length > 0 && segments(ps, ss.slice(1)))
    return ss.length > 0 && segment(p, ss[0] ?? '') && segments(rest, ss.slice(1))
  }
  return segments(pattern.split('/'), path.split('/'))
}

/** Short: trying out every way takes time that grows with each star and each character. */
const piece = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 5 }).map((all) => all.join(''))

describe('a path pattern', () => {
  it('means what trying out every way means', async () => {
    await checkProperty(
      'path-pattern-meaning',
      fc.property(
        piece(['a', 'b', '.', '/', '*', '**', '/**/', '/**']),
        piece(['a', 'b', '.', '/', 'ab']),
        (pattern, path) => {
          expect(parsePathPattern(pattern).matches(path)).toBe(naive(pattern, path))
        },
      ),
      { runs: 3000 },
    )
  })

  it('finds nothing outside its prefix', async () => {
    await checkProperty(
      'path-pattern-prefix',
      fc.property(piece(['a', '/', '*', '**']), piece(['a', 'b', '/']), (text, path) => {
        const { prefix, matches } = parsePathPattern(text)
        expect(matches(path) && !path.startsWith(prefix)).toBe(false)
      }),
    )
  })

  it('takes a text without a star as itself, whatever is in it', async () => {
    await checkProperty(
      'path-pattern-literal',
      fc.property(anyText(), anyText(), (text, other) => {
        fc.pre(!text.includes('*'))
        expect(parsePathPattern(text).matches(text)).toBe(true)
        expect(parsePathPattern(text).matches(other)).toBe(text === other)
      }),
    )
  })

  it.each([
    [
      'folder/**',
      'folder/',
      ['folder/a.png', 'folder/x/y/a.png', 'folder/'],
      ['folder', 'folders/a.png', 'a.png'],
    ],
    ['**', '', ['a.png', 'x/y/a'], []],
    ['**/*.*', '', ['a.png', 'x/y/a.png', '.a'], ['a', 'x.y/a']],
    ['folder/*.png', 'folder/', ['folder/a.png', 'folder/.png'], ['folder/x/a.png', 'folder/a.PNG', 'a.png']],
    ["a [1] (b)#%'.+$/*", "a [1] (b)#%'.+$/", ["a [1] (b)#%'.+$/c"], ['a 1 (b)/c']],
    ['a/**/b*', 'a/', ['a/b', 'a/x/y/bc'], ['a/x/c', 'ab']],
    ['🐱*/🐶.png', '🐱', ['🐱🐱/🐶.png'], ['🐶/🐶.png']],
  ])('%s', (text, prefix, matching, others) => {
    const pattern = parsePathPattern(text)
    expect(pattern.prefix).toBe(prefix)
    expect(matching.filter((path) => !pattern.matches(path))).toEqual([])
    expect(others.filter((path) => pattern.matches(path))).toEqual([])
  })

  it('tries at most each part of it at each folder of a path', async () => {
    const some = (most: number, ...parts: readonly string[]) =>
      fc.array(fc.constantFrom(...parts), { minLength: most / 2, maxLength: most })
    await checkProperty(
      'path-pattern-steps',
      fc.property(some(512, '**', 'a', 'a', 'a', 'b'), some(512, 'a', 'a', 'a', 'b'), (pattern, path) => {
        let steps = 0
        matchWildcards(
          pattern,
          path,
          (part) => part === '**',
          (part, segment) => {
            steps += 1
            return part === segment
          },
        )
        expect(steps).toBeLessThanOrEqual(pattern.length * path.length)
      }),
    )
  })

  it('looks for each text between stars once, however often it could be there', () => {
    const { matches } = parsePathPattern(`${'*a'.repeat(500)}b`)
    const find = jest.spyOn(String.prototype, 'indexOf')
    try {
      expect(matches(`${'a'.repeat(1022)}b`)).toBe(true)
      expect(find.mock.calls.filter(([text]) => text === 'a').length).toBeLessThanOrEqual(500)
    } finally {
      find.mockRestore()
    }
  })

  it.each([
    ['*/'.repeat(16) + 'a.png', true],
    ['**/'.repeat(16) + 'a.png', true],
    ['*/'.repeat(17) + 'a.png', false],
    ['**/'.repeat(17) + 'a.png', false],
    ['*'.repeat(33), false],
  ])('%s may be one: %s', (path, allowed) => {
    const check = () => checkPath(path)
    if (allowed) expect(check()).toBe(path)
    else expect(check).toThrow('16 wildcards')
  })
})

it.each(['a/**?sv=1&sig=aBc', '/a?sv%3D1%26sig%3DaBc', 'a&sv=1&sig=aBc/'])(
  '%s is no path: its token would be stored in clear',
  (path) => {
    const check = () => checkPath(path)
    expect(check).toThrow(/^A SAS token is in path/)
    expect(check).not.toThrow(/aBc/)
  },
)

describe('a media file', () => {
  it.each([
    'a.jpg',
    'x/a.JPEG',
    'a.b.Png',
    '.tif',
    'a.webp',
    'a.DCM',
    'a.dicom',
    'a.heic',
    'a.heif',
    'a.avif',
    'a.jxl',
    'a.jp2',
  ])('%s is an image', (path) => expect(isMediaFile('Image', path)).toBe(true))
  it.each(['a', 'dcm', 'a.png/b', 'a.svg', 'png', 'a.', 'a.psd', 'a.jpg.txt'])('%s is none', (path) =>
    expect(isMediaFile('Image', path)).toBe(false),
  )
})
