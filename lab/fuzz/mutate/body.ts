import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { bytesOf, withHeader, type Mutation } from '../draft.ts'
import { changeNode, countNodes, leaf, type Tree } from '../json.ts'
import { strangeStrings } from '../schema/strings.ts'

const nested = (depth: number, open: string, close: string): Tree => ({
  text: `${open.repeat(depth)}${close.repeat(depth)}`,
})
const objects = (depth: number): Tree => ({ text: `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}` })

/** The branches of a class tree, deeper than any schema should follow. */
const classes = (depth: number): Tree => ({
  text: `${'[{"name":"x","classes":'.repeat(depth)}[]${'}]'.repeat(depth)}`,
})

const strangeTree: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom<Tree>(
    leaf(null),
    leaf(true),
    leaf(''),
    { items: [] },
    { members: [] },
    nested(40, '[', ']'),
    nested(20_000, '[', ']'),
    objects(40),
    objects(10_000),
    classes(7),
    classes(300),
    classes(3000),
    { items: Array.from({ length: 3000 }, () => leaf(0)) },
    { text: `"${'a'.repeat(200_000)}"` },
    { text: '9'.repeat(500) },
    { text: '1e309' },
    { text: '-0' },
    { text: '0.1e-400' },
    { text: '9007199254740993' },
    { text: String.raw`"\ud83d"` },
    { text: String.raw`"\u0000"` },
  ),
  fc.constantFrom(...strangeStrings).map(leaf),
  fc.jsonValue({ maxDepth: 3 }).map((value): Tree => ({ text: JSON.stringify(value) })),
)

/** What replaces a whole body must still be written as JSON; what is not is made below. */
const replaced = fc.tuple(fc.nat(60), strangeTree).map(
  ([at, other]): Mutation =>
    (draft) =>
      draft.tree === undefined
        ? { ...draft, tree: other }
        : { ...draft, tree: changeNode(draft.tree, at % countNodes(draft.tree), () => other) },
)

const changed = (at: number, change: (tree: Tree) => Tree): Mutation => {
  return (draft) =>
    draft.tree === undefined
      ? draft
      : { ...draft, tree: changeNode(draft.tree, at % countNodes(draft.tree), change) }
}

const dropped = fc.tuple(fc.nat(60), fc.nat(20)).map(([at, which]) =>
  changed(at, (node) => {
    if ('members' in node && node.members.length > 0)
      return { members: node.members.toSpliced(which % node.members.length, 1) }
    if ('items' in node && node.items.length > 0)
      return { items: node.items.toSpliced(which % node.items.length, 1) }
    return node
  }),
)

const strangeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'Name',
  'a'.repeat(5000),
  '\ud800',
]

const added = fc.tuple(fc.nat(60), fc.constantFrom(...strangeNames), strangeTree).map(([at, name, value]) =>
  changed(at, (node) => {
    if ('members' in node) return { members: [...node.members, [name, value]] }
    return 'items' in node ? { items: [...node.items, value] } : node
  }),
)

const repeated = fc.tuple(fc.nat(60), fc.constantFrom(1, 2, 60, 1100)).map(([at, times]) =>
  changed(at, (node) => {
    if ('items' in node) return { items: Array.from({ length: times + 1 }, () => node.items).flat() }
    return 'members' in node ? { members: [...node.members, ...node.members] } : node
  }),
)

const megabyte = 1024 * 1024

/** White space behind the JSON up to a size: as long as it is allowed, it changes nothing. */
const padded = fc
  .constantFrom(megabyte - 1, megabyte, megabyte + 1, 2 * megabyte, 2 * megabyte + 1)
  .map((size): Mutation => (draft) => {
    const bytes = bytesOf(draft) ?? Buffer.from('{}')
    return { ...draft, bytes: Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')]) }
  })

const rewritten = fc
  .constantFrom<(bytes: Buffer) => Buffer>(
    () => Buffer.alloc(0),
    () => Buffer.from('not json'),
    () => Buffer.from('a=b&c=d'),
    () => Buffer.from([0xff, 0xfe, 0x00, 0x80]),
    () => Buffer.from('{"a":NaN}'),
    () => Buffer.from("{'a':1}"),
    (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)),
    (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    (bytes) => Buffer.concat([bytes, Buffer.from('\0')]),
    (bytes) => Buffer.concat([bytes, bytes]),
    (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
    (bytes) => Buffer.concat([Buffer.from('{"\xff":1,', 'latin1'), bytes.subarray(1)]),
    (bytes) => gzipSync(bytes),
  )
  .map((change): Mutation => (draft) => ({ ...draft, bytes: change(bytesOf(draft) ?? Buffer.from('{}')) }))

const flipped = fc
  .tuple(fc.nat(5000), fc.integer({ min: 1, max: 255 }))
  .map(([at, bits]): Mutation => (draft) => {
    const bytes = Buffer.from(bytesOf(draft) ?? Buffer.from('{}'))
    if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(at % bytes.length) ^ bits, at % bytes.length)
    return { ...draft, bytes }
  })

const encoded = fc.constantFrom('gzip', 'deflate', 'br', 'identity', 'x').map(
  (encoding): Mutation =>
    (draft) =>
      withHeader(
        encoding === 'gzip' ? { ...draft, bytes: gzipSync(bytesOf(draft) ?? Buffer.from('{}')) } : draft,
        'Content-Encoding',
        encoding,
      ),
)

const unexpected: Mutation = (draft) => ({ ...draft, tree: draft.tree ? undefined : { members: [] } })

export const bodyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 5, arbitrary: replaced },
  { weight: 3, arbitrary: dropped },
  { weight: 3, arbitrary: added },
  { weight: 2, arbitrary: repeated },
  { weight: 2, arbitrary: rewritten },
  { weight: 2, arbitrary: flipped },
  { weight: 1, arbitrary: encoded },
  { weight: 1, arbitrary: padded },
  { weight: 1, arbitrary: fc.constant(unexpected) },
)
