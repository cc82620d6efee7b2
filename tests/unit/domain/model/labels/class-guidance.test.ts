import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { itemId } from '../../../../../src/domain/core/ids.ts'
import { maxDescriptionBytes } from '../../../../../src/domain/model/labels/class-guidance.ts'
import { classNode, treeOf } from '../../../../../src/domain/model/labels/class-tree.ts'
import { flattenClasses } from '../../../../../src/domain/model/labels/flatten-classes.ts'
import type { ClassNode } from '../../../../../src/domain/model/labels/label-class.ts'
import { classTrees, pathsIn } from '../../../../support/class-trees.ts'
import { checkProperty } from '../../../../support/property.ts'

const item = (digit: string) => itemId.parse(digit.repeat(32))
const cat = {
  name: 'Cat',
  description: 'The animal or its head',
  shortcut: 'c',
  examples: [item('a'), item('b')],
}
const refusal = (...parts: readonly string[]) =>
  expect.objectContaining({
    code: 'InvalidRequest',
    target: 'labelClasses',
    message: expect.stringMatching(new RegExp(parts.join('.*'), 's')),
  })

const keys = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('')

/** Gives the first classes of a tree a shortcut each, in its order. */
const withShortcuts = (nodes: readonly ClassNode[]): readonly ClassNode[] => {
  const left = [...keys]
  const give = (some: readonly ClassNode[]): readonly ClassNode[] =>
    some.map(({ classes, ...one }) => {
      const shortcut = left.shift()
      const own = shortcut === undefined ? one : { ...one, shortcut }
      return classes ? { ...own, classes: give(classes) } : own
    })
  return give(nodes)
}

const shortcutsIn = (nodes: readonly ClassNode[]): readonly string[] =>
  nodes.flatMap(({ shortcut, classes = [] }) => [
    ...(shortcut === undefined ? [] : [shortcut]),
    ...shortcutsIn(classes),
  ])

describe('the guidance of a class', () => {
  test('is kept at every level, for a group as for a leaf', () => {
    const given = [{ ...cat, classes: [{ ...cat, shortcut: '1' }] }]
    expect(treeOf(flattenClasses(given))).toEqual([
      { ...cat, id: 'c0', classes: [{ ...cat, shortcut: '1', id: 'c1' }] },
    ])
  })

  test('follows its class through a new name, and is replaced as a whole', () => {
    const first = flattenClasses([cat, { name: 'Dog' }])
    const renamed = flattenClasses([{ ...cat, id: first[0]?.id, name: 'Tom' }], first)
    expect(renamed[0]).toMatchObject({ id: 'c0', path: 'Tom', shortcut: 'c', examples: cat.examples })
    expect(treeOf(flattenClasses([{ name: 'Tom', description: 'Other' }], renamed))).toEqual([
      { id: 'c0', name: 'Tom', description: 'Other' },
    ])
  })

  test('has no empty list of examples', () => {
    expect(flattenClasses([{ name: 'Cat', examples: [] }])).toEqual([{ id: 'c0', path: 'Cat' }])
  })

  test('names both classes that have the same shortcut', () => {
    const twice = [cat, { name: 'Cow', classes: [{ name: 'Calf', shortcut: 'c' }] }]
    expect(() => flattenClasses(twice)).toThrow(refusal("'Cat'", "'Cow/Calf'", "'c'", 'another key'))
  })

  test('leaves the shortcut of a withdrawn class to others', () => {
    const first = flattenClasses([cat])
    const second = flattenClasses([{ name: 'Cow', shortcut: 'c' }], first)
    expect(second).toEqual([
      { id: 'c1', path: 'Cow', shortcut: 'c' },
      { id: 'c0', path: 'Cat', description: cat.description, examples: cat.examples, withdrawn: true },
    ])
    expect(flattenClasses([{ name: 'Cow' }, { name: 'Cat' }], second)[1]).toEqual({ id: 'c0', path: 'Cat' })
  })

  test('names an item that is an example twice', () => {
    expect(() => flattenClasses([{ name: 'Cat', examples: [item('a'), item('b'), item('a')] }])).toThrow(
      refusal("'Cat'", item('a'), 'once'),
    )
  })

  test('is bounded in bytes, also with those of withdrawn classes', () => {
    const long = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `${prefix}${index}`,
        description: 'x'.repeat(1000),
      }))
    const most = maxDescriptionBytes / 1000
    const first = flattenClasses(long('a', most))
    expect(() => flattenClasses(long('a', most + 1))).toThrow(refusal(String(maxDescriptionBytes), 'shorten'))
    expect(() => flattenClasses(long('b', 1), first)).toThrow(refusal('withdrawn'))
  })

  test('comes back as it was given, whatever the project had before', async () => {
    await checkProperty(
      'class-guidance-round-trip',
      fc.property(classTrees, classTrees, (before, after) => {
        const given = withShortcuts(after)
        const written = flattenClasses(given, flattenClasses(withShortcuts(before)))
        expect(shortcutsIn(treeOf(written))).toEqual(keys.slice(0, pathsIn(after).length))
        const held = written.flatMap(({ shortcut }) => shortcut ?? [])
        expect(new Set(held).size).toBe(held.length)
      }),
    )
  })
})

test('a class in a request has one key, at most five examples and a description of some characters', () => {
  const fits = (part: object) => classNode.safeParse({ name: 'a', ...part }).success
  expect(['a', 'z', '0', '9'].map((shortcut) => fits({ shortcut }))).toEqual([true, true, true, true])
  expect(['', 'A', 'é', 'ab', ' ', '+'].filter((shortcut) => fits({ shortcut }))).toEqual([])
  const examples = (count: number) => keys.slice(0, count).map(() => item('a'))
  expect([fits({ examples: examples(5) }), fits({ examples: examples(6) })]).toEqual([true, false])
  expect(fits({ examples: ['a.png'] })).toBe(false)
  expect([1000, 1001, 0].map((length) => fits({ description: 'x'.repeat(length) }))).toEqual([
    true,
    false,
    false,
  ])
})
