import fc from 'fast-check'
import { itemId } from '../../src/domain/core/ids.ts'
import type { ClassNode } from '../../src/domain/model/labels/label-class.ts'

const name = fc.constantFrom('Cat', 'Dog', 'Élan', 'Big red', '日本', 'a.b')
const distinct = (children: fc.Arbitrary<ClassNode>) =>
  fc.uniqueArray(children, { selector: (one) => one.name, maxLength: 4 })
const node = fc.letrec<{ node: ClassNode; leaf: ClassNode }>((tie) => ({
  leaf: fc.record({ name }),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.record({
      name,
      color: fc.constant('#112233'),
      description: fc.constantFrom('With stripes', 'Ohne Schwanz', '尾'),
      examples: fc.constant([itemId.parse('0'.repeat(32))]),
      classes: distinct(tie('node')).filter((all) => all.length > 0),
    }),
  ),
})).node

/** Classes of up to five levels, without ids. */
export const classTrees: fc.Arbitrary<ClassNode[]> = distinct(node)

/** The paths of a tree, each class before its subclasses. */
export const pathsIn = (nodes: readonly ClassNode[], above = ''): readonly string[] =>
  nodes.flatMap(({ name: own, classes = [] }) => [`${above}${own}`, ...pathsIn(classes, `${above}${own}/`)])
