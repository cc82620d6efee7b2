import { z } from 'zod'

const type = z.enum(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'])

/** The part of JSON Schema 2020-12 that the document uses; another keyword that would matter is an error, not ignored. */
const known = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([type, z.array(type)]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  propertyNames: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
  const: z.union([z.string(), z.number(), z.boolean()]).optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  example: z.unknown().optional(),
})
export type Schema = z.output<typeof known>

const unsupported = ['allOf', 'not', 'if', 'prefixItems', 'patternProperties', 'multipleOf', 'contains']

export const parseSchema = (input: unknown): Schema => {
  const schema = known.parse(input)
  const strange = unsupported.find((keyword) => keyword in schema)
  if (strange !== undefined) throw new Error(`The fuzzer cannot make values of a schema with '${strange}'`)
  return schema
}

const prefix = '#/components/schemas/'

/** The schema itself, where it only names another one. */
export const dereference = (schema: Schema, schemas: Readonly<Record<string, unknown>>): Schema => {
  if (schema.$ref === undefined) return schema
  const target = schema.$ref.startsWith(prefix) ? schemas[schema.$ref.slice(prefix.length)] : undefined
  if (target === undefined) throw new Error(`The document has no ${schema.$ref}`)
  return dereference(parseSchema(target), schemas)
}
