import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  choosableClasses,
  classNames,
  classNode,
  flattenClasses,
  treeOf,
} from '../../../../../src/domain/model/labels/class-tree.ts'
import type { ClassNode } from '../../../../../src/domain/model/labels/label-class.ts'
import { checkProperty } from '../../../../support/property.ts'

const name = fc.constantFrom('Cat', 'Dog', 'Élan', 'Big red', '日本', 'a.b')
const distinct = (children: fc.Arbitrary<ClassNode>) =>
  fc.uniqueArray(children, { selector: (one) => one.name, maxLength: 4 })
const tree = fc.letrec<{ node: ClassNode; leaf: ClassNode }>((tie) => ({
  leaf: fc.record({ name }),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.record({
      name,
      color: fc.constant('#112233'),
      classes: distinct(tie('node')).filter((all) => all.length > 0),
    }),
  ),
})).node

describe('classes', () => {
  test('a tree comes back as it was given', async () => {
    await checkProperty(
      'class-tree-round-trip',
      fc.property(distinct(tree), (given) => {
        expect(treeOf(flattenClasses(given))).toEqual(given)
      }),
    )
  })

  test('a class keeps its id through any change of the tree, and nothing that was there is ever forgotten', async () => {
    await checkProperty(
      'class-tree-ids',
      fc.property(distinct(tree), distinct(tree), distinct(tree), (first, second, third) => {
        const one = flattenClasses(first)
        const two = flattenClasses(second, one)
        const three = flattenClasses(third, two)
        const names = classNames(three)
        for (const { id, path } of [...one, ...two]) expect(names.get(id)).toBe(path)
        expect(new Set(three.map(({ id }) => id)).size).toBe(three.length)
        expect([...choosableClasses(three).keys()].toSorted()).toEqual(
          flattenClasses(third)
            .map(({ path }) => path)
            .toSorted(),
        )
      }),
    )
  })

  test('too many are refused before they are compared with each other', () => {
    const tree = Array.from({ length: 60 }, (_, index) => ({
      name: `${index}`,
      classes: Array.from({ length: 1000 }, (_, inner) => ({ name: `${inner}` })),
    }))
    expect(() => flattenClasses([...tree, { name: '0' }])).toThrow('at most 1000 classes')
  })

  test.each([
    ['twice', [{ name: 'Cat' }, { name: 'Cat' }]],
    [
      'too deep',
      [
        {
          name: '1',
          classes: [
            {
              name: '2',
              classes: [
                {
                  name: '3',
                  classes: [
                    {
                      name: '4',
                      classes: [{ name: '5', classes: [{ name: '6', classes: [{ name: '7' }] }] }],
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    ],
    ['too many', Array.from({ length: 1001 }, (_, index) => ({ name: `${index}` }))],
    [
      'too long together',
      Array.from({ length: 800 }, (_, index) => ({ name: `${index} ${'ü'.repeat(250)}` })),
    ],
  ])('refuses what is %s', (_, given) => {
    expect(() => flattenClasses(given)).toThrow(expect.objectContaining({ code: 'InvalidRequest' }))
  })

  test.each(['', 'a/b', 'a;b', '=1+1', '+1', '-1', '@x', ' a', 'a ', 'a\nb', 'a\u0000', 'x'.repeat(257)])(
    'refuses the name %j',
    (given) => {
      expect(classNode.safeParse({ name: given }).success).toBe(false)
    },
  )
})

describe('a tree of classes', () => {
  const depth = (levels: number): ClassNode =>
    levels === 1 ? { name: '1' } : { name: `${levels}`, classes: [depth(levels - 1)] }
  const withLength = (bytes: number): ClassNode => ({ name: 'x'.repeat(bytes) })
  const refusal = (message: string) =>
    expect.objectContaining({
      code: 'InvalidRequest',
      message: expect.stringContaining(message),
      target: 'labelClasses',
    })

  test('becomes a list, numbered in its order', () => {
    const color = '#112233'
    expect(
      flattenClasses([
        { name: 'Dog', color, classes: [{ name: 'Poodle' }] },
        { name: 'Cat', classes: [] },
      ]),
    ).toEqual([
      { id: 'c0', path: 'Dog', color },
      { id: 'c1', path: 'Dog/Poodle' },
      { id: 'c2', path: 'Cat' },
    ])
    expect(flattenClasses([])).toEqual([])
  })

  test('changed, withdraws what it lacks, brings back what it has again, and takes its colors', () => {
    const color = '#112233'
    const first = flattenClasses([{ name: 'Dog', color }, { name: 'Cat' }])
    const second = flattenClasses([{ name: 'Cat', color }, { name: 'Cow' }], first)
    expect(second).toEqual([
      { id: 'c0', path: 'Dog', color, withdrawn: true },
      { id: 'c1', path: 'Cat', color },
      { id: 'c2', path: 'Cow' },
    ])
    expect(flattenClasses([{ name: 'Dog' }], second)).toEqual([
      { id: 'c0', path: 'Dog' },
      { id: 'c1', path: 'Cat', color, withdrawn: true },
      { id: 'c2', path: 'Cow', withdrawn: true },
    ])
    expect(treeOf(second)).toEqual([{ name: 'Cat', color }, { name: 'Cow' }])
    expect([...choosableClasses(second)]).toEqual([
      ['Cat', 'c1'],
      ['Cow', 'c2'],
    ])
    expect([...classNames(second)]).toEqual([
      ['c0', 'Dog'],
      ['c1', 'Cat'],
      ['c2', 'Cow'],
    ])
  })

  test('has six levels at most', () => {
    expect(flattenClasses([depth(6)])).toHaveLength(6)
    expect(() => flattenClasses([depth(7)])).toThrow(refusal("'7/6/5/4/3/2'"))
  })

  test('has a thousand classes at most, withdrawn ones included', () => {
    const classes = Array.from({ length: 1000 }, (_, index) => ({ name: `${index}` }))
    const full = flattenClasses(classes)
    expect(full).toHaveLength(1000)
    expect(() => flattenClasses([...classes, { name: 'x' }])).toThrow(refusal('1000'))
    expect(() => flattenClasses([{ name: 'x' }], full)).toThrow(refusal('1000'))
  })

  test('has paths of 400 000 bytes at most', () => {
    const nearly = Array.from({ length: 4 }, (_, index) => withLength(99_990 + index))
    const used = nearly.reduce((sum, { name }) => sum + name.length, 0)
    expect(flattenClasses([...nearly, withLength(400_000 - used)])).toHaveLength(5)
    expect(() => flattenClasses([...nearly, withLength(400_001 - used)])).toThrow(refusal('400000'))
  })

  test('names each class once', () => {
    const twice = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Cat' }, { name: 'Cat' }] }]
    expect(() => flattenClasses(twice)).toThrow(refusal("'Dog/Cat'"))
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

  test('says what a name must not have', () => {
    expect(classNode.safeParse({ name: 'a/b' }).error?.issues[0]?.message).toContain('"/", ";"')
  })
})
