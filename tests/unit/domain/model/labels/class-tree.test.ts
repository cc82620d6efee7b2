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
