import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { foldName } from '../../../../src/domain/core/fold-name.ts'
import { hostileNames } from '../../../support/hostile-names.ts'
import { anyText } from '../../../../tools/any-text.ts'
import { checkProperty } from '../../../support/property.ts'

test.each([
  ['A.JPG', 'a.jpg'],
  ['caf\u00e9', 'cafe\u0301'],
  ['CAFE\u0301', 'caf\u00e9'],
  ['\u212b', '\u00e5'],
  ['\uff21', 'a'],
  ['\u1e9e', 'ss'],
  ['stra\u00dfe', 'STRASSE'],
  ['\u03c3\u03b1\u03c3', '\u03a3\u0391\u03a3'],
  ['\ufb01le', 'FILE'],
  ['\u0131', 'I'],
  ['a\u200db', 'ab'],
  ['\u2764\ufe0f', '\u2764'],
])('%j and %j are one name', (one, other) => expect(foldName(one)).toBe(foldName(other)))

test.each(['a', 'a.jpg', 'a b~c/[1].png', '日本', '\u00e9', ''])('%j stays as it is', (name) =>
  expect(foldName(name)).toBe(name),
)

test('a name folds to one that no case and no normalization changes', async () => {
  await checkProperty(
    'fold-name',
    fc.property(fc.oneof(hostileNames, anyText()), (name) => {
      const folded = foldName(name)
      expect(foldName(folded)).toBe(folded)
      for (const other of [
        name.toUpperCase(),
        name.toLowerCase(),
        name.normalize('NFD'),
        name.normalize('NFKC'),
      ])
        expect(foldName(other)).toBe(folded)
    }),
    { runs: 1000 },
  )
})
