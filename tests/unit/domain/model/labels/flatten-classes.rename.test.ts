import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import {
  choosableClasses,
  classNames,
  createClassFinder,
  treeOf,
} from '../../../../../src/domain/model/labels/class-tree.ts'
import { flattenClasses } from '../../../../../src/domain/model/labels/flatten-classes.ts'
import type { ClassNode, LabelClass } from '../../../../../src/domain/model/labels/label-class.ts'
import { classTrees, pathsIn } from '../../../../support/class-trees.ts'
import { checkProperty } from '../../../../support/property.ts'

const id = (text: string) => classId.parse(text)
const refusal = (message: string) =>
  expect.objectContaining({
    code: 'InvalidRequest',
    message: expect.stringContaining(message),
    target: 'labelClasses',
  })

const idsByPath = (nodes: readonly ClassNode[], above = ''): readonly (readonly [string, string])[] =>
  nodes.flatMap(({ id: known, name: own, classes = [] }) => [
    ...(known === undefined ? [] : [[known, `${above}${own}`] as const]),
    ...idsByPath(classes, `${above}${own}/`),
  ])

interface Edit {
  readonly at: number
  /** Withdrawn without a name. */
  readonly to: string | undefined
  readonly keepId: boolean
  readonly shuffle: boolean
}

const applyTo = (nodes: readonly ClassNode[], { at, to, keepId, shuffle }: Edit): readonly ClassNode[] => {
  let left = at
  const change = (all: readonly ClassNode[]): readonly ClassNode[] => {
    const changed = all.flatMap((node): readonly ClassNode[] => {
      left -= 1
      if (left === -1 && to === undefined) return []
      const { id: known, ...rest } = left === -1 && to !== undefined ? { ...node, name: to } : node
      const own = keepId || left === -1 ? { ...rest, id: known } : rest
      return [{ ...own, ...(node.classes ? { classes: change(node.classes) } : {}) }]
    })
    return shuffle ? changed.toReversed() : changed
  }
  return change(nodes)
}

describe('a class that is renamed', () => {
  const pets = flattenClasses([
    { name: 'Cat' },
    { name: 'Dog', classes: [{ name: 'Poodle' }, { name: 'Pug', color: '#112233' }] },
  ])

  test('keeps its id, and is still found by its former path', () => {
    const renamed = flattenClasses([{ id: id('c0'), name: 'Kitty' }, { name: 'Dog' }], pets)
    expect(renamed.slice(0, 2)).toEqual([
      { id: 'c0', path: 'Kitty', formerPaths: ['Cat'] },
      { id: 'c1', path: 'Dog' },
    ])
    expect(['Kitty', 'Cat', 'cat'].map(createClassFinder(choosableClasses(renamed)))).toEqual([
      'c0',
      'c0',
      undefined,
    ])
  })

  test('takes its subclasses along: with ids, without ids, and withdrawn ones', () => {
    const withIds = { id: id('c1'), name: 'Hound', classes: [{ id: id('c2'), name: 'Poodle' }] }
    const withPaths = { id: id('c1'), name: 'Hound', classes: [{ name: 'Poodle' }] }
    for (const node of [withIds, withPaths])
      expect(flattenClasses([node], pets)).toEqual([
        { id: 'c1', path: 'Hound', formerPaths: ['Dog'] },
        { id: 'c2', path: 'Hound/Poodle', formerPaths: ['Dog/Poodle'] },
        { id: 'c0', path: 'Cat', withdrawn: true },
        { id: 'c3', path: 'Hound/Pug', color: '#112233', withdrawn: true, formerPaths: ['Dog/Pug'] },
      ])
    const again = flattenClasses(
      [{ name: 'Hound', classes: [{ name: 'Pug' }] }],
      flattenClasses([withIds], pets),
    )
    expect(again.find(({ path }) => path === 'Hound/Pug')).toMatchObject({ id: 'c3' })
  })

  test('may move in the tree', () => {
    const moved = flattenClasses(
      [{ name: 'Cat', classes: [{ id: id('c2'), name: 'Poodle' }] }, { name: 'Dog' }],
      pets,
    )
    expect(moved[1]).toEqual({ id: 'c2', path: 'Cat/Poodle', formerPaths: ['Dog/Poodle'] })
  })

  test('may swap its name with another, because the ids decide', () => {
    const swapped = flattenClasses(
      [
        { id: id('c0'), name: 'Dog' },
        { id: id('c1'), name: 'Cat' },
      ],
      pets,
    )
    expect(swapped.slice(0, 2)).toEqual([
      { id: 'c0', path: 'Dog' },
      { id: 'c1', path: 'Cat' },
    ])
    expect(['Dog', 'Cat', 'Dog/Pug'].map(createClassFinder(swapped))).toEqual(['c0', 'c1', 'c3'])
    expect(classNames(swapped).get('c3')).toBe('Cat/Pug')
  })

  test('leaves its name free for a new class, which is then found by it', () => {
    const replaced = flattenClasses([{ id: id('c0'), name: 'Kitty' }, { name: 'Cat' }, { name: 'Dog' }], pets)
    expect(replaced.slice(0, 2)).toEqual([
      { id: 'c0', path: 'Kitty' },
      { id: 'c4', path: 'Cat' },
    ])
    const both = flattenClasses(
      [
        { id: id('c0'), name: 'Kitty' },
        { id: id('c4'), name: 'Tom' },
      ],
      replaced,
    )
    expect(createClassFinder(both)('Cat')).toBe('c4')
  })

  test('is withdrawn by a tree with its former name alone, as the path decides there', () => {
    const renamed = flattenClasses([{ id: id('c0'), name: 'Kitty' }], pets)
    expect(flattenClasses([{ name: 'Cat' }], renamed).slice(0, 2)).toEqual([
      { id: 'c4', path: 'Cat' },
      { id: 'c0', path: 'Kitty', withdrawn: true },
    ])
  })

  test('comes back under another name', () => {
    const without = flattenClasses([{ name: 'Dog' }], pets)
    expect(flattenClasses([{ id: id('c0'), name: 'Kitty' }], without)[0]).toEqual({
      id: 'c0',
      path: 'Kitty',
      formerPaths: ['Cat'],
    })
  })

  test.each<readonly [string, readonly ClassNode[], string]>([
    ['the name of another class', [{ id: id('c0'), name: 'Dog' }, { name: 'Dog' }], "'Dog' appears twice"],
    ['the name of a class that it withdraws', [{ id: id('c0'), name: 'Dog' }], 'withdrawn class c1'],
    [
      'the same id twice',
      [
        { id: id('c0'), name: 'A' },
        { id: id('c0'), name: 'B' },
      ],
      "'c0' appears twice",
    ],
    ['an id that the project does not have', [{ id: id('c9'), name: 'A' }], "id 'c9'"],
    ['a name that looks like another', [{ name: 'Cat' }, { id: id('c1'), name: 'Cat' }], 'look the same'],
  ])('does not take %s', (_, given, message) => {
    expect(() => flattenClasses(given, pets)).toThrow(refusal(message))
  })

  test('in a new project has no id yet', () => {
    expect(() => flattenClasses([{ id: id('c0'), name: 'Cat' }])).toThrow(refusal("id 'c0'"))
  })

  test('has the wanted path, keeps its id, and answers with the path before reach it', async () => {
    const edit: fc.Arbitrary<Edit> = fc.record({
      at: fc.nat({ max: 30 }),
      to: fc.option(fc.constantFrom('Cat', 'Dog', 'Élan', 'New', 'Newer'), { nil: undefined }),
      keepId: fc.boolean(),
      shuffle: fc.boolean(),
    })
    let written = 0
    await checkProperty(
      'class-rename',
      fc.property(classTrees, fc.array(edit, { minLength: 1, maxLength: 5 }), (first, edits) => {
        let present: readonly LabelClass[] = flattenClasses(first)
        for (const one of edits) {
          const given = applyTo(treeOf(present), one)
          let after: readonly LabelClass[]
          try {
            after = flattenClasses(given, present)
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError)
            continue
          }
          written += 1
          const names = classNames(after)
          for (const [known, path] of idsByPath(given)) expect(names.get(known)).toBe(path)
          expect(choosableClasses(after).map(({ path }) => path)).toEqual(pathsIn(given))
          expect(new Set(after.map(({ path }) => path)).size).toBe(after.length)
          const ids = new Set<string>(after.map((known) => known.id))
          expect(ids.size).toBe(after.length)
          const find = createClassFinder(after)
          const paths = new Set(after.map(({ path }) => path))
          for (const before of present) {
            expect(ids.has(before.id)).toBe(true)
            if (!paths.has(before.path)) expect(find(before.path)).toBe(before.id)
          }
          // Read back and written again, nothing changes.
          expect(flattenClasses(treeOf(after), after)).toEqual(after)
          present = after
        }
      }),
    )
    expect(written).toBeGreaterThan(50)
  })
})
