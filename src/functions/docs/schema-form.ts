import type { ZodOpenApiOverride } from 'zod-openapi'

type JsonSchema = Parameters<ZodOpenApiOverride>[0]['jsonSchema']

const greatestInt32 = 2 ** 31 - 1

/** Generators take an integer without a format for 32 bits, and a bound of 2^53 fits in none of their types. */
const formInteger = (schema: JsonSchema): void => {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (typeof schema.exclusiveMinimum === 'number') {
    schema.minimum = schema.exclusiveMinimum + 1
    delete schema.exclusiveMinimum
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema
  schema.format = maximum <= greatestInt32 && minimum >= -greatestInt32 ? 'int32' : 'int64'
}

const formNumber = (schema: JsonSchema): void => {
  if (schema.type === 'integer') formInteger(schema)
  else if (schema.type === 'number') schema.format = 'double'
}

/** `const` becomes a type or a list with one value, because few generators know it. */
const formLiteral = (schema: JsonSchema): void => {
  const { const: value } = schema
  if (value === undefined) return
  delete schema.const
  if (typeof value === 'boolean') schema.type = 'boolean'
  else schema.enum = [value]
}

/** A later version of the service can answer with more values and properties. */
const formAnswer = (schema: JsonSchema): void => {
  if (schema.additionalProperties === false) delete schema.additionalProperties
  if (schema.enum === undefined) return
  schema['x-extensible-enum'] = schema.enum
  delete schema.enum
}

/** Some generators refuse a pattern beside a format, which is a type of their language. */
const formText = (schema: JsonSchema): void => {
  if (schema.format !== undefined) delete schema.pattern
}

/**
 * The form of each schema in the OpenAPI document, from which generators make the same types in every language. Answers
 * are open for values and properties of later versions; requests are closed.
 */
export const formSchema: ZodOpenApiOverride = ({ zodSchema, jsonSchema, io }) => {
  const { type } = zodSchema._zod.def
  if (type === 'number') formNumber(jsonSchema)
  if (type === 'literal') formLiteral(jsonSchema)
  if (type === 'string') formText(jsonSchema)
  if (io === 'output') formAnswer(jsonSchema)
}
