import * as fc from 'fast-check'
import { leaf, treeOf, type Kind, type Tree } from '../json.ts'
import { dereference, parseSchema, type Schema } from './schema.ts'
import { validString, wildString } from './strings.ts'

/** Which properties name something that exists. */
const kinds: Readonly<Record<string, Kind>> = {
  after: 'page',
  answers: 'answers',
  seen: 'seen',
  containerUrl: 'containerUrl',
  credential: 'credential',
  dataset: 'dataset',
  datastore: 'datastore',
  item: 'item',
  items: 'item',
  labels: 'class',
  pageLease: 'duration',
  path: 'pattern',
  since: 'export',
}
/** These stand for a whole array, the others for one element of it. */
const wholes: ReadonlySet<Kind> = new Set(['answers', 'seen'])

const deepest = 5

export interface TreeOptions {
  readonly schemas: Readonly<Record<string, unknown>>
  /** Share of leaves, in percent, that the schema does not allow. */
  readonly wild: number
  /** Share of what could be looked up that is looked up, in percent. */
  readonly known: number
}

const pick = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) })

const sometimes = <T>(percent: number, special: fc.Arbitrary<T>, usual: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  percent === 0
    ? usual
    : percent === 100
      ? special
      : fc.oneof({ weight: 100 - percent, arbitrary: usual }, { weight: percent, arbitrary: special })

const strangeNumbers = ['-0', '1e309', '-1e309', '1e-400', '9007199254740993', '0.1', '1.0', '1E2', '-1']
const hugeInteger = '9'.repeat(400)

const numberTree = (
  { type, minimum, exclusiveMinimum, maximum }: Schema,
  wild: number,
): fc.Arbitrary<Tree> => {
  const least = minimum ?? (exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + 1)
  const most = maximum ?? 1_000_000
  const valid =
    type === 'integer'
      ? fc.oneof(fc.integer({ min: least, max: Math.min(most, least + 60) }), fc.constantFrom(least, most))
      : fc.double({ min: least, max: most, noNaN: true })
  const beyond = fc.constantFrom(String(least - 1), String(most + 1), ...strangeNumbers, hugeInteger)
  return sometimes(
    wild,
    beyond.map((text): Tree => ({ text })),
    valid.map(leaf),
  )
}

/** Values of a schema as trees; with `wild`, some of their leaves break it. */
export const createTreeArbitrary = ({ schemas, wild, known }: TreeOptions) => {
  const optional = (name: string, inner: fc.Arbitrary<Tree>, required: boolean) =>
    (required ? inner : fc.option(inner, { nil: undefined, freq: 2 })).map((tree) => [name, tree] as const)

  const objectTree = (schema: Schema, depth: number): fc.Arbitrary<Tree> => {
    const { properties = {}, required = [], additionalProperties, propertyNames } = schema
    const fixed = Object.entries(properties)
      .filter(([name]) => depth < deepest || required.includes(name))
      .map(([name, inner]) => optional(name, make(inner, name, depth + 1), required.includes(name)))
    const own = fc
      .tuple(...fixed)
      .map((all) => all.flatMap(([name, tree]) => (tree === undefined ? [] : [[name, tree] as const])))
    if (typeof additionalProperties !== 'object' || additionalProperties === null)
      return own.map((members): Tree => ({ members }))
    const names = propertyNames === undefined ? fc.string() : validString(parseSchema(propertyNames))
    const more = fc.uniqueArray(fc.tuple(names, make(additionalProperties, undefined, depth + 1)), {
      maxLength: 4,
      selector: ([name]) => name,
    })
    return fc.tuple(own, more).map(([one, other]): Tree => ({ members: [...one, ...other] }))
  }

  const arrayTree = (schema: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const { items = {}, minItems = 0, maxItems = 20 } = schema
    const element = make(items, name, depth + 1)
    const few = fc.oneof(
      fc.array(element, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) }),
      element.map((one) => [one]),
    )
    const many = element.map((one) => Array.from({ length: maxItems + 1 }, () => one))
    return sometimes(Math.ceil(wild / 5), many, few).map((all): Tree => ({ items: all }))
  }

  const plain = (schema: Schema, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const choices = schema.oneOf ?? schema.anyOf
    if (choices) return fc.oneof(...choices.map((choice) => make(choice, name, depth)))
    if (schema.const !== undefined) return fc.constant(leaf(schema.const))
    if (schema.enum) {
      const [first = null] = schema.enum
      return fc.oneof(fc.constant(leaf(first)), fc.constantFrom(...schema.enum).map(leaf))
    }
    const { type } = schema
    if (Array.isArray(type))
      return fc.oneof(...type.map((one) => plain({ ...schema, type: one }, name, depth)))
    switch (type) {
      case 'object':
        return objectTree(schema, depth)
      case 'array':
        return arrayTree(schema, name, depth)
      case 'integer':
      case 'number':
        return numberTree(schema, wild)
      case 'boolean':
        return fc.boolean().map(leaf)
      case 'null':
        return fc.constant(leaf(null))
      case 'string':
      case undefined:
        return sometimes(wild, wildString(schema), validString(schema)).map(leaf)
    }
  }

  const make = (input: unknown, name: string | undefined, depth: number): fc.Arbitrary<Tree> => {
    const schema = dereference(parseSchema(input), schemas)
    const kind = name === undefined ? undefined : kinds[name]
    const usual = plain(schema, name, depth)
    const withExample =
      schema.type === 'object' && schema.example !== undefined
        ? fc.oneof(usual, fc.constant(treeOf(schema.example)))
        : usual
    if (kind === undefined || (schema.type === 'array') !== wholes.has(kind)) return withExample
    const found = pick.map((pick): Tree => ({ known: kind, pick }))
    return sometimes(known, found, withExample)
  }

  return (schema: unknown, name?: string): fc.Arbitrary<Tree> => make(schema, name, 0)
}
