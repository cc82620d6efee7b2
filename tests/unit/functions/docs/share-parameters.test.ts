import { expect, test } from '@jest/globals'
import { shareParameters } from '../../../../src/functions/docs/share-parameters.ts'

const parameter = (name: string, description: string, more: object = {}) => ({
  in: 'query' as const,
  name,
  description,
  schema: { type: 'string' as const },
  ...more,
})
const operation = (...parameters: readonly ReturnType<typeof parameter>[]) => ({
  get: { parameters: [...parameters], responses: {} },
})
const share = (paths: Readonly<Record<string, ReturnType<typeof operation>>>) => {
  const { paths: shared = {}, components } = shareParameters({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths,
  })
  return {
    parameters: Object.values(shared).map((item) => item.get?.parameters),
    components: components?.parameters,
  }
}

test('what stands twice is a component, what stands once is not', () => {
  const [often, once] = [parameter('page-size', 'Often'), parameter('once', 'Once')]
  expect(share({ '/a': operation(often, once), '/b': operation(often) })).toEqual({
    parameters: [
      [{ $ref: '#/components/parameters/PageSizeParameter' }, once],
      [{ $ref: '#/components/parameters/PageSizeParameter' }],
    ],
    components: { PageSizeParameter: often },
  })
})

test('of two meanings of one name, the more frequent one has the component', () => {
  const [rare, frequent] = [parameter('item', 'Rare'), parameter('item', 'Frequent')]
  const { parameters, components } = share({
    '/a': operation(rare),
    '/b': operation(rare),
    '/c': operation(frequent),
    '/d': operation(frequent),
    '/e': operation(frequent),
  })
  expect(components).toEqual({ ItemParameter: frequent })
  expect(parameters.slice(0, 2)).toEqual([[rare], [rare]])
})

test('a schema does not repeat the description of its parameter', () => {
  const schema = { type: 'string', description: 'Same' }
  expect(
    share({ '/a': operation(parameter('a', 'Same', { schema }), parameter('b', 'Other', { schema })) }),
  ).toEqual({
    parameters: [[parameter('a', 'Same'), parameter('b', 'Other', { schema })]],
    components: {},
  })
})

test('a reference to a schema stands alone, but for its default', () => {
  const schema = {
    $ref: '#/components/schemas/Size',
    description: 'Copied',
    example: 3,
    default: 5,
    param: {},
  }
  const { parameters } = share({ '/a': operation(parameter('size', 'Copied', { schema })) })
  expect(parameters).toEqual([
    [parameter('size', 'Copied', { schema: { $ref: '#/components/schemas/Size', default: 5 } })],
  ])
})
