import { describe, expect, test } from '@jest/globals'
import { storedClasses } from '../../../../../src/domain/model/labels/label-class.ts'

const composed = 'caf\u00e9'
const decomposed = 'cafe\u0301'

describe('the classes of a document of an earlier version', () => {
  test('open in one form', () => {
    expect(
      storedClasses.parse([
        { id: 'c0', path: decomposed, color: '#112233' },
        { id: 'c1', path: `${decomposed}/a\u030a`, withdrawn: true },
        { id: 'c2', path: '\u212bngstr\u00f6m' },
      ]),
    ).toEqual([
      { id: 'c0', path: composed, color: '#112233' },
      { id: 'c1', path: `${composed}/\u00e5`, withdrawn: true },
      { id: 'c2', path: '\u00c5ngstr\u00f6m' },
    ])
  })

  test('stay as they are if two of them look the same', () => {
    const classes = [
      { id: 'c0', path: decomposed },
      { id: 'c1', path: composed, withdrawn: true },
      { id: 'c2', path: `${decomposed}/x` },
    ]
    expect(storedClasses.parse(classes)).toEqual(classes)
  })
})
