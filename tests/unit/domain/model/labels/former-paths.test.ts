import { describe, expect, test } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { boundFormerPaths } from '../../../../../src/domain/model/labels/former-paths.ts'

const one = (number: number, path: string, formerPaths: string[]) => ({
  id: classId.parse(`c${number}`),
  path,
  formerPaths,
})

describe('former paths', () => {
  test('end when another class has the path, withdrawn or not, in any form', () => {
    expect(
      boundFormerPaths([
        one(0, 'A', ['B', 'C', 'cafe\u0301', 'D', 'D']),
        { ...one(1, 'B', []), withdrawn: true },
        one(2, 'caf\u00e9', []),
      ]),
    ).toEqual([
      { id: 'c0', path: 'A', formerPaths: ['C', 'D'] },
      { id: 'c1', path: 'B', withdrawn: true },
      { id: 'c2', path: 'caf\u00e9' },
    ])
  })

  test('are the newest five of a class', () => {
    const [bounded] = boundFormerPaths([one(0, 'A', ['6', '5', '4', '3', '2', '1'])])
    expect(bounded?.formerPaths).toEqual(['6', '5', '4', '3', '2'])
  })

  test('have 400 000 bytes together at most, and the newest of each class come first', () => {
    const long = (text: string) => text.repeat(150_000)
    const bounded = boundFormerPaths([
      one(0, 'A', [long('a'), long('b'), 'short']),
      one(1, 'B', [long('c'), 'brief']),
    ])
    expect(bounded.map(({ formerPaths }) => formerPaths?.map((path) => path.slice(0, 5)))).toEqual([
      ['aaaaa', 'short'],
      ['ccccc', 'brief'],
    ])
  })
})
