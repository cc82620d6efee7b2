import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { classId } from '../../../../../src/domain/core/ids.ts'
import {
  choosableClasses,
  classNames,
  classNode,
  createClassFinder,
  treeOf,
} from '../../../../../src/domain/model/labels/class-tree.ts'
import { flattenClasses } from '../../../../../src/domain/model/labels/flatten-classes.ts'
import type { ClassNode } from '../../../../../src/domain/model/labels/label-class.ts'
import { classTrees, pathsIn } from '../../../../support/class-trees.ts'
import { checkProperty } from '../../../../support/property.ts'

const id = (text: string) => classId.parse(text)
const composed = 'caf\u00e9'
const decomposed = 'cafe\u0301'
const refusal = (message: string) =>
  expect.objectContaining({
    code: 'InvalidRequest',
    message: expect.stringContaining(message),
    target: 'labelClasses',
  })

const withoutIds = (nodes: readonly ClassNode[]): readonly ClassNode[] =>
  nodes.map(({ id: _id, classes, ...one }) => ({
    ...one,
    ...(classes ? { classes: withoutIds(classes) } : {}),
  }))

describe('a tree of classes', () => {
  test('comes back as it was given, in its order', async () => {
    await checkProperty(
      'class-tree-round-trip',
      fc.property(classTrees, classTrees, (before, given) => {
        for (const present of [[], flattenClasses(before)]) {
          const written = flattenClasses(given, present)
          expect(withoutIds(treeOf(written))).toEqual(given)
          expect(choosableClasses(written).map(({ path }) => path)).toEqual(pathsIn(given))
        }
      }),
    )
  })

  test('keeps the id of each path through any change, and forgets no class', async () => {
    await checkProperty(
      'class-tree-ids',
      fc.property(classTrees, classTrees, classTrees, (first, second, third) => {
        const one = flattenClasses(first)
        const two = flattenClasses(second, one)
        const three = flattenClasses(third, two)
        const names = classNames(three)
        for (const { id: known, path } of [...one, ...two]) expect(names.get(known)).toBe(path)
        expect(new Set(three.map(({ id: known }) => known)).size).toBe(three.length)
      }),
    )
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

  test('written in another order has that order, at every level, with the same ids', () => {
    const first = flattenClasses([
      { name: 'Dog', classes: [{ name: 'Poodle' }, { name: 'Pug' }] },
      { name: 'Cat' },
    ])
    const second = flattenClasses(
      [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Pug' }, { name: 'Poodle' }] }],
      first,
    )
    expect(second).toEqual([
      { id: 'c3', path: 'Cat' },
      { id: 'c0', path: 'Dog' },
      { id: 'c2', path: 'Dog/Pug' },
      { id: 'c1', path: 'Dog/Poodle' },
    ])
    expect(flattenClasses(treeOf(first).toReversed(), second).map((one) => one.id)).toEqual([
      'c3',
      'c0',
      'c1',
      'c2',
    ])
  })

  test('changed, withdraws what it lacks, brings back what it has again, and takes its colors', () => {
    const color = '#112233'
    const first = flattenClasses([{ name: 'Dog', color }, { name: 'Cat' }])
    const second = flattenClasses([{ name: 'Cat', color }, { name: 'Cow' }], first)
    expect(second).toEqual([
      { id: 'c1', path: 'Cat', color },
      { id: 'c2', path: 'Cow' },
      { id: 'c0', path: 'Dog', color, withdrawn: true },
    ])
    expect(flattenClasses([{ name: 'Dog' }], second)).toEqual([
      { id: 'c0', path: 'Dog' },
      { id: 'c1', path: 'Cat', color, withdrawn: true },
      { id: 'c2', path: 'Cow', withdrawn: true },
    ])
    expect(treeOf(second)).toEqual([
      { id: 'c1', name: 'Cat', color },
      { id: 'c2', name: 'Cow' },
    ])
  })

  test('numbers new classes on from the highest id, whatever their order', () => {
    const present = [
      { id: id('c7'), path: 'Dog' },
      { id: id('c2'), path: 'Cat' },
    ]
    expect(
      flattenClasses([{ name: 'Cow' }, { name: 'Dog' }, { name: 'Ant' }], present).map((one) => one.id),
    ).toEqual(['c8', 'c7', 'c9', 'c2'])
  })
})

describe('names that look the same', () => {
  const parse = (nodes: readonly object[]) => nodes.map((node) => classNode.parse(node))

  test('are the same class', () => {
    const first = flattenClasses(parse([{ name: decomposed, classes: [{ name: `${decomposed} noir` }] }]))
    expect(first.map(({ path }) => path)).toEqual([composed, `${composed}/${composed} noir`])
    expect(flattenClasses(parse([{ name: composed }]), first)[0]).toMatchObject({ id: 'c0', path: composed })
    const find = createClassFinder(first)
    expect([composed, decomposed, `${composed}/${decomposed} noir`].map(find)).toEqual(['c0', 'c0', 'c1'])
  })

  test('are refused for two classes', () => {
    expect(() => flattenClasses(parse([{ name: composed }, { name: decomposed }]))).toThrow(
      refusal('names that look the same are equal'),
    )
    const one = flattenClasses(parse([{ name: composed }, { name: 'Tea' }]))
    expect(() => flattenClasses(parse([{ name: composed }, { id: 'c1', name: decomposed }]), one)).toThrow(
      refusal('appears twice'),
    )
  })

  test('of classes of an earlier version stay, and each is found as it is stored', () => {
    const present = [
      { id: id('c0'), path: decomposed },
      { id: id('c1'), path: composed },
      { id: id('c2'), path: `${decomposed}/a\u030a` },
    ]
    const find = createClassFinder(present)
    expect([decomposed, composed, `${decomposed}/\u00e5`, `${composed}/\u00e5`].map(find)).toEqual([
      'c0',
      'c1',
      'c2',
      'c2',
    ])
    expect(() => flattenClasses(parse(treeOf(present)), present)).toThrow(refusal('look the same'))
    const resolved = flattenClasses(
      parse([
        { id: 'c0', name: 'Bistro' },
        { id: 'c1', name: composed },
      ]),
      present,
    )
    expect(resolved).toEqual([
      { id: 'c0', path: 'Bistro' },
      { id: 'c1', path: composed },
      { id: 'c2', path: 'Bistro/a\u030a', withdrawn: true, formerPaths: [`${composed}/\u00e5`] },
    ])
  })
})

describe('the limits of a tree', () => {
  const depth = (levels: number): ClassNode =>
    levels === 1 ? { name: '1' } : { name: `${levels}`, classes: [depth(levels - 1)] }
  const withLength = (bytes: number): ClassNode => ({ name: 'x'.repeat(bytes) })

  test('too many are refused before they are compared with each other', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => ({
      name: `${index}`,
      classes: Array.from({ length: 1000 }, (_, inner) => ({ name: `${inner}` })),
    }))
    expect(() => flattenClasses([...nodes, { name: '0' }])).toThrow('at most 1000 classes')
  })

  test('it has six levels at most', () => {
    expect(flattenClasses([depth(6)])).toHaveLength(6)
    expect(() => flattenClasses([depth(7)])).toThrow(refusal("'7/6/5/4/3/2'"))
  })

  test('it has a thousand classes at most, withdrawn ones included', () => {
    const classes = Array.from({ length: 1000 }, (_, index) => ({ name: `${index}` }))
    const full = flattenClasses(classes)
    expect(full).toHaveLength(1000)
    expect(() => flattenClasses([...classes, { name: 'x' }])).toThrow(refusal('1000'))
    expect(() => flattenClasses([{ name: 'x' }], full)).toThrow(refusal('1000'))
  })

  test('it has paths of 400 000 bytes at most', () => {
    const nearly = Array.from({ length: 4 }, (_, index) => withLength(99_990 + index))
    const used = nearly.reduce((sum, one) => sum + one.name.length, 0)
    expect(flattenClasses([...nearly, withLength(400_000 - used)])).toHaveLength(5)
    expect(() => flattenClasses([...nearly, withLength(400_001 - used)])).toThrow(refusal('400000'))
  })

  test('it names each class once', () => {
    const twice = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Cat' }, { name: 'Cat' }] }]
    expect(() => flattenClasses(twice)).toThrow(refusal("'Dog/Cat'"))
  })
})
