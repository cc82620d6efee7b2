import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import { classId } from '../../../../../src/domain/core/ids.ts'
import {
  choosableClasses,
  classNames,
  classNode,
  createClassFinder,
  treeOf,
} from '../../../../../src/domain/model/labels/class-tree.ts'
import type { LabelClass } from '../../../../../src/domain/model/labels/label-class.ts'

const id = (text: string) => classId.parse(text)
const classes: readonly LabelClass[] = [
  { id: id('c4'), path: 'Dog', color: '#112233' },
  { id: id('c0'), path: 'Dog/Pug', formerPaths: ['Dog/Mops', 'Mops'] },
  { id: id('c2'), path: 'Cat' },
  { id: id('c1'), path: 'Dog/Poodle', withdrawn: true, formerPaths: ['Poodle'] },
]

describe('a list of classes', () => {
  test('is shown as a tree in its order, with ids and without withdrawn classes', () => {
    expect(treeOf(classes)).toEqual([
      { id: 'c4', name: 'Dog', color: '#112233', classes: [{ id: 'c0', name: 'Pug' }] },
      { id: 'c2', name: 'Cat' },
    ])
    expect(treeOf([])).toEqual([])
  })

  test('names every class by its id', () => {
    expect([...classNames(classes)]).toEqual([
      ['c4', 'Dog'],
      ['c0', 'Dog/Pug'],
      ['c2', 'Cat'],
      ['c1', 'Dog/Poodle'],
    ])
  })

  test('is searched by the path of today, or else by a former one', () => {
    const paths = ['Dog/Pug', 'Dog/Mops', 'Mops', 'Dog/Poodle', 'Poodle', 'Pug', '']
    expect(paths.map(createClassFinder(classes))).toEqual([
      'c0',
      'c0',
      'c0',
      'c1',
      'c1',
      undefined,
      undefined,
    ])
    expect(paths.map(createClassFinder(choosableClasses(classes)))).toEqual([
      'c0',
      'c0',
      'c0',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('has one class for a path, whatever a former one was', () => {
    const taken = [...classes, { id: id('c5'), path: 'Mops' }]
    expect(createClassFinder(taken)('Mops')).toBe('c5')
    expect(createClassFinder(taken.toReversed())('Mops')).toBe('c5')
  })
})

describe('a class as callers give it', () => {
  const fits = (node: unknown) => classNode.safeParse(node).success

  test.each(['a', 'x'.repeat(256), 'Big red', 'a=b', '日本', 'a.b', 'a-'])('has the name %j', (name) => {
    expect(fits({ name })).toBe(true)
  })

  test('has a color of six digits', () => {
    expect([fits({ name: 'a', color: '#1f77B4' }), fits({ name: 'a', color: '#000000' })]).toEqual([
      true,
      true,
    ])
    for (const color of ['1f77b4', '#1f77b', '#1f77b44', '#1f77bg', ' #1f77b4', 'red'])
      expect(fits({ name: 'a', color })).toBe(false)
    expect(classNode.safeParse({ name: 'a', color: 'red' }).error?.issues[0]?.message).toContain('#1f77b4')
  })

  test('has subclasses, and nothing else', () => {
    expect(fits({ name: 'a', classes: [{ name: 'b', classes: [] }] })).toBe(true)
    expect(fits({ name: 'a', classes: [{}] })).toBe(false)
    expect(fits({ name: 'a', other: 1 })).toBe(false)
    const classes = (length: number) => Array.from({ length }, () => ({ name: 'b' }))
    expect([
      fits({ name: 'a', classes: classes(1000) }),
      fits({ name: 'a', classes: classes(1001) }),
    ]).toEqual([true, false])
  })

  test('has a name in one form, which its length is that of', () => {
    expect(classNode.parse({ name: 'cafe\u0301', classes: [{ name: 'a\u030a' }] })).toEqual({
      name: 'caf\u00e9',
      classes: [{ name: '\u00e5' }],
    })
    expect([fits({ name: 'e\u0301'.repeat(256) }), fits({ name: 'e\u0301'.repeat(257) })]).toEqual([
      true,
      false,
    ])
    // Some characters are longer in this form.
    expect([fits({ name: '\u0958'.repeat(128) }), fits({ name: '\u0958'.repeat(129) })]).toEqual([
      true,
      false,
    ])
  })

  test('may have an id', () => {
    expect([
      fits({ name: 'a', id: 'c12' }),
      fits({ name: 'a', id: '12' }),
      fits({ name: 'a', id: null }),
    ]).toEqual([true, false, false])
  })

  test('says what a name must not have', () => {
    expect(classNode.safeParse({ name: 'a/b' }).error?.issues[0]?.message).toContain('"/", ";"')
  })

  test.each(['', 'a/b', 'a;b', '=1+1', '+1', '-1', '@x', ' a', 'a ', 'a\nb', 'a\u0000', 'x'.repeat(257)])(
    'is not called %j',
    (given) => expect(fits({ name: given })).toBe(false),
  )
})

test('a name is what it was with look-around in its pattern, which some languages do not have', async () => {
  const former = /^(?![=+\-@\s])[^/;\p{Cc}]+(?<!\s)$/u
  const oddParts = [
    '=',
    '+',
    '-',
    '@',
    ' ',
    '/',
    ';',
    'a',
    '\t',
    '\n',
    '\u0000',
    '\u001f',
    '\u007f',
    '\u0085',
  ]
  const oddSpaces = ['\u009f', '\u00a0', '\u2028', '\u2003', '\ufeff', '\u00e9', '\u{1f600}']
  const odd = fc.constantFrom(...oddParts, ...oddSpaces)
  const name = fc.array(fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 6 })
  await checkProperty(
    'class-name-pattern',
    fc.property(name, (parts) => {
      const text = parts.join('').normalize('NFC')
      expect([text, classNode.safeParse({ name: text }).success]).toEqual([text, former.test(text)])
    }),
    { runs: 2000 },
  )
})

test('a class has no other properties, although the document lets later versions add some', () => {
  expect(classNode.safeParse({ name: 'Cat', weight: 1 }).success).toBe(false)
})
