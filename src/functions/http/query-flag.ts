import { z } from 'zod'

/** A query has text only; the document has booleans, which every client writes as `true` or `false`. */
const texts = z.enum(['true', 'false'])

/** A query parameter with the value `true` or `false`; false if it is absent. */
export const queryFlag = texts
  .default('false')
  .transform((text) => text === 'true')
  .meta({
    override: ({ jsonSchema }) => {
      delete jsonSchema.enum
      jsonSchema.type = 'boolean'
      jsonSchema.default = false
    },
  })

/** A query parameter with the value `true` or `false`; undefined if it is absent. */
export const optionalQueryFlag = texts
  .transform((text) => text === 'true')
  .optional()
  .meta({
    override: ({ jsonSchema }) => {
      delete jsonSchema.enum
      jsonSchema.type = 'boolean'
    },
  })
