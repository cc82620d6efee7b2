import { describe, expect, it, test } from '@jest/globals'
import { toOpenApi30 } from '../../../../src/functions/docs/to-open-api30.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const converted = (schema: unknown): unknown => {
  const { components } = toOpenApi30({ openapi: '3.1.0', components: { schemas: { Thing: schema } } }) as {
    components: { schemas: { Thing: unknown } }
  }
  return components.schemas.Thing
}

test.each([
  [{ type: 'string' }, { type: 'string' }],
  [
    { type: ['string', 'null'], enum: ['a', null] },
    { type: 'string', nullable: true, enum: ['a', null] },
  ],
  [{ type: ['string', 'integer'] }, { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
  [{ type: 'null' }, { nullable: true, enum: [null] }],
  [{ const: 'a' }, { enum: ['a'] }],
  [
    { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 9 },
    { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true },
  ],
  [
    { type: 'string', examples: ['a', 'b'] },
    { type: 'string', example: 'a' },
  ],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'string', nullable: true }],
  [{ anyOf: [{ $ref: '#/a' }, { type: 'null' }] }, { allOf: [{ $ref: '#/a' }], nullable: true }],
  [{ oneOf: [{ const: 1 }, { const: 2 }] }, { oneOf: [{ enum: [1] }, { enum: [2] }] }],
  [{ $ref: '#/a' }, { $ref: '#/a' }],
  [
    { $ref: '#/a', description: 'b' },
    { allOf: [{ $ref: '#/a' }], description: 'b' },
  ],
  [
    { type: 'string', format: 'duration', pattern: '^P' },
    { type: 'string', pattern: '^P' },
  ],
  [{ type: 'object', propertyNames: { type: 'string' } }, { type: 'object' }],
  // A property may have the name of a keyword.
  [
    { properties: { const: { const: 1 }, examples: { type: ['string', 'null'] } } },
    { properties: { const: { enum: [1] }, examples: { type: 'string', nullable: true } } },
  ],
  [{ items: { additionalProperties: { const: 1 } } }, { items: { additionalProperties: { enum: [1] } } }],
  [
    { default: { const: 1 }, 'x-extensible-enum': ['a'] },
    { default: { const: 1 }, 'x-extensible-enum': ['a'] },
  ],
])('%j becomes %j', (schema, expected) => expect(converted(schema)).toEqual(expected))

describe('outside of schemas', () => {
  it('converts the schemas of contents and parameters, and the type of merge patches', () => {
    const schema = { type: ['string', 'null'] }
    const node = { content: { 'application/merge-patch+json': { schema, example: { const: 1 } } } }
    expect(toOpenApi30({ openapi: '3.1.0', paths: { '/a': { patch: { requestBody: node } } } })).toEqual({
      openapi: '3.0.3',
      paths: {
        '/a': {
          patch: {
            requestBody: {
              content: {
                'application/json': { schema: { type: 'string', nullable: true }, example: { const: 1 } },
              },
            },
          },
        },
      },
    })
  })

  it('keeps every operation, component and extension of the service', async () => {
    const { send } = createAllRoutes()
    type Document = Readonly<Record<'paths' | 'components', Readonly<Record<string, object>>>>
    const [latest, older] = (await Promise.all(
      ['/openapi.json', '/openapi-3.0.json'].map(async (path) => JSON.parse((await send('GET', path)).text)),
    )) as [Document, Document]
    const namesOf = ({ paths, components }: Document) =>
      [paths, components].map((map) => Object.entries(map).map(([name, all]) => [name, Object.keys(all)]))
    expect(namesOf(older)).toEqual(namesOf(latest))
    const extensions = (document: Document) =>
      [...JSON.stringify(document).matchAll(/"(x-[a-z-]+)":/g)].map(([, name]) => name)
    expect(extensions(older)).toEqual(extensions(latest))
    expect(JSON.stringify(older)).not.toMatch(/"(?:const|propertyNames|\$schema|exclusiveMinimum":\d)"/)
  })
})
