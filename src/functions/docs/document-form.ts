import { z } from 'zod'
import type { createDocument } from 'zod-openapi'
import { isJsonObject, type JsonObject } from '../../domain/core/json-object.ts'

type OpenApiDocument = ReturnType<typeof createDocument>

/** The compiler loses the type in `mapJson`, which changes schemas only. */
const documentType = z.custom<OpenApiDocument>()

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const isNull = (schema: unknown): boolean => isJsonObject(schema) && schema['type'] === 'null'

/** A reference stays as it is: the component behind it takes null itself. */
const orNull = (schema: JsonObject): JsonObject => {
  const { type, enum: values } = schema
  if (type === undefined) return schema
  return {
    ...schema,
    type: [...new Set([type, 'null'].flat())],
    ...(isList(values) && { enum: [...new Set([...values, null])] }),
  }
}

/** `anyOf` with null becomes a list of types: generators make a class of its own of it. */
const withoutAnyOf = (schema: JsonObject): JsonObject => {
  const { anyOf, ...rest } = schema
  if (!isList(anyOf) || !anyOf.some(isNull)) return schema
  const [one, ...others] = anyOf.filter((member) => !isNull(member))
  if (!isJsonObject(one) || others.length > 0) throw new Error('Only one schema and null can be one schema')
  return { ...orNull(one), ...rest }
}

const mapJson = (value: unknown, change: (schema: JsonObject) => JsonObject): unknown => {
  if (Array.isArray(value)) return value.map((inner) => mapJson(inner, change))
  if (!isJsonObject(value)) return value
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapJson(inner, change)])),
  )
}

const simpleTypes: ReadonlySet<unknown> = new Set(['boolean', 'integer', 'number'])

/** Clients of typed languages send null for such a value that they do not set, or else its zero. */
const optionalOrNull = (schema: JsonObject): JsonObject => {
  const { properties, required } = schema
  if (!isJsonObject(properties)) return schema
  const names: ReadonlySet<unknown> = new Set(Array.isArray(required) ? required : [])
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        isJsonObject(property) && simpleTypes.has(property['type']) && !names.has(name)
          ? orNull(property)
          : property,
      ]),
    ),
  }
}

const prefix = '#/components/schemas/'

const namesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' && inner.startsWith(prefix)
      ? [inner.slice(prefix.length)]
      : namesIn(inner),
  )
}

/** The names of all components that a schema leads to. */
const reachedFrom = (start: unknown, components: JsonObject): ReadonlySet<string> => {
  const reached = new Set<string>()
  const pending = [...namesIn(start)]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    pending.push(...namesIn(components[name]))
  }
  return reached
}

const bodiesOf = (paths: unknown): readonly unknown[] =>
  isJsonObject(paths)
    ? Object.values(paths)
        .flatMap((path) => (isJsonObject(path) ? Object.values(path) : []))
        .flatMap((operation) => (isJsonObject(operation) ? [operation['requestBody']] : []))
    : []

const beside: ReadonlySet<string> = new Set(['$ref', 'description', 'default', 'example', 'examples'])

/** A reference has its texts beside it, and no copies of what the component says. */
const plainReference = (schema: JsonObject): JsonObject =>
  typeof schema['$ref'] === 'string'
    ? Object.fromEntries(Object.entries(schema).filter(([key]) => beside.has(key)))
    : schema

const form = (value: unknown): unknown => mapJson(value, (schema) => withoutAnyOf(plainReference(schema)))

/** Puts null and references into the form from which generators make the same types, as `formSchema` does for the rest. */
export const formDocument = (document: OpenApiDocument): OpenApiDocument => {
  const { paths, components, ...head } = document
  const schemas = components?.schemas ?? {}
  const inBodies = reachedFrom(bodiesOf(paths), schemas)
  const formed: JsonObject = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      inBodies.has(name) ? mapJson(form(schema), optionalOrNull) : form(schema),
    ]),
  )
  return documentType.parse({
    ...head,
    paths: form(paths),
    components: { ...components, schemas: formed },
  })
}
