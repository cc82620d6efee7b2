import { z } from 'zod'
import { isJsonObject } from '../../domain/core/json-object.ts'

/** The schema without the layers that say only when a value may be absent or what becomes of it. */
const innerOf = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (schema instanceof z.core.$ZodOptional) return innerOf(schema._zod.def.innerType)
  if (schema instanceof z.core.$ZodNullable) return innerOf(schema._zod.def.innerType)
  if (schema instanceof z.core.$ZodDefault) return innerOf(schema._zod.def.innerType)
  if (schema instanceof z.core.$ZodPipe) return innerOf(schema._zod.def.in)
  return schema
}

const isOptional = (schema: z.core.$ZodType): boolean => schema._zod.optin !== undefined

/**
 * A request body without the nulls of optional properties, at every level: clients of typed languages send null for a
 * property that they do not set. Nulls elsewhere are left to the schema, which refuses them. Depth is bounded by `checkJson`.
 */
export const dropNulls = (schema: z.core.$ZodType, value: unknown): unknown => {
  const inner = innerOf(schema)
  if (inner instanceof z.core.$ZodArray && Array.isArray(value))
    return value.map((element: unknown) => dropNulls(inner._zod.def.element, element))
  if (!(inner instanceof z.core.$ZodObject) || !isJsonObject(value)) return value
  const { shape } = inner._zod.def
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, given]) => {
      const property = Object.hasOwn(shape, name) ? shape[name] : undefined
      if (property === undefined) return [[name, given]]
      return given === null && isOptional(property) ? [] : [[name, dropNulls(property, given)]]
    }),
  )
}
