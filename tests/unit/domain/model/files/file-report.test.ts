import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { chooseFiles } from '../../../../../src/domain/model/files/choose-files.ts'
import {
  addToTally,
  describeTally,
  isChosenFile,
  maxExamples,
  maxShownGroups,
  noFiles,
  shortenTally,
} from '../../../../../src/domain/model/files/file-report.ts'
import type { BlobEntry } from '../../../../../src/domain/ports/blobs.ts'
import { hostileNames } from '../../../../support/hostile-names.ts'
import { checkProperty } from '../../../../support/property.ts'

const entry = (path: string): BlobEntry => ({ path, etag: '"1"', size: 1, lastModified: 0 })

const tallyOf = (names: readonly string[], path = '**', mediaType: 'Image' | 'Text' = 'Image') =>
  chooseFiles({ path, mediaType })(names.map(entry), noFiles).files

describe('the files that are left out', () => {
  it('are counted by reason and extension, with the first names', () => {
    const names = ['a/1.svg', 'a/2.SVG', 'a/3.svg', 'a/4.svg', 'README', 'x.', 'd/../x.png', 'b.png', 'c.PDF']
    expect(tallyOf(names)).toEqual({
      matched: 9,
      chosen: 1,
      leftOut: [
        {
          reason: 'UnknownExtension',
          extension: 'svg',
          count: 4,
          examples: ['a/1.svg', 'a/2.SVG', 'a/3.svg'],
        },
        { reason: 'NoExtension', count: 2, examples: ['README', 'x.'] },
        { reason: 'UnaddressableName', count: 1, examples: ['d/../x.png'] },
        { reason: 'UnknownExtension', extension: 'pdf', count: 1, examples: ['c.PDF'] },
      ],
    })
    expect(tallyOf(names, 'a/*.svg')).toMatchObject({ matched: 3, chosen: 0 })
    expect(tallyOf(['1.txt', '1.png'], '**', 'Text')).toMatchObject({ matched: 2, chosen: 1 })
  })

  it('are counted alike in any pages, and their report stays small', () =>
    checkProperty(
      'file-report',
      fc.asyncProperty(
        fc.array(fc.oneof(hostileNames, fc.stringMatching(/^[a-c]{0,2}\.[a-z]{1,2}$/)), { maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        async (names, pageSize) => {
          const choose = chooseFiles({ path: '**', mediaType: 'Image' })
          let files = noFiles
          for (let from = 0; from < names.length; from += pageSize)
            ({ files } = choose(names.slice(from, from + pageSize).map(entry), files))
          expect(files).toEqual(tallyOf(names))
          const { matched, chosen, leftOut } = shortenTally(files)
          expect(matched).toBe(names.length)
          expect(chosen).toBe(names.filter((name) => isChosenFile('Image', name)).length)
          expect(leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(matched - chosen)
          expect(leftOut.filter(({ extension }) => extension !== undefined).length).toBeLessThanOrEqual(
            maxShownGroups,
          )
          for (const { count, examples } of leftOut) {
            expect(examples.length).toBe(Math.min(count, maxExamples))
            for (const example of examples)
              expect([example.isWellFormed(), example.length < 210]).toEqual([true, true])
          }
          expect(JSON.stringify(files).length).toBeLessThan(60_000)
        },
      ),
      { runs: 100 },
    ))

  it('beyond the most frequent extensions are one group', () => {
    const many = Array.from({ length: 60 }, (_, index) => `f.x${index}`)
    const tally = tallyOf([...many, 'f.x7', 'f.averyveryverylongextension'])
    const { leftOut } = shortenTally(tally)
    expect(leftOut[0]).toMatchObject({ extension: 'x7', count: 2 })
    expect(leftOut).toHaveLength(maxShownGroups + 1)
    expect(leftOut.at(-1)).toMatchObject({ reason: 'UnknownExtension', count: 41 })
    expect(leftOut.at(-1)?.extension).toBeUndefined()
  })

  it('are told in a message', () => {
    const names = [...Array.from({ length: 5 }, (_, index) => `${index}.svg`), 'LICENSE', 'README']
    expect(describeTally(tallyOf(names), 'Image')).toMatch(
      /^7 files match, none is an image type that the service takes \(\.svg 5, no extension 2\); accepted: \.jpg, (\.\w+, )+\.dicom$/,
    )
    expect(describeTally(addToTally(noFiles, 0, ['a/../b.txt']), 'Text')).toBe(
      '1 file matches, none is a text type that the service takes (names that no URL can hold 1); accepted: .txt',
    )
    expect(describeTally(noFiles, 'Image')).toBe('no file matches')
  })
})
