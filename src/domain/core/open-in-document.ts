import type { z } from 'zod'

/**
 * A strict object that the OpenAPI document shows as open. The service still refuses unknown properties. For objects that
 * answers have as well, and for merge patches: in a closed object some clients cannot send null.
 */
export const openInDocument = <T extends z.ZodObject>(schema: T): T =>
  schema.meta({
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties
    },
  })
