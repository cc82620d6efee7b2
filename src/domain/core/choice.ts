import { z } from 'zod'

type Values = readonly string[]

/**
 * A list of values in requests, which the service checks. Answers have the same values as `answerChoice` under another
 * name, because a later version can answer with more of them.
 * @param id The name of the schema in the OpenAPI document
 */
export const choice = <const T extends Values>(id: string, values: T) => z.enum(values).meta({ id })

/**
 * The values of an optional property of request bodies. The document also lists null, which a body can have for any
 * optional property: null is not given, and in a merge patch the default.
 */
export const optionalChoice = <const T extends Values>(id: string, values: T) =>
  z.enum(values).meta({
    id: `Optional${id}`,
    override: ({ jsonSchema }) => {
      jsonSchema.type = ['string', 'null']
      jsonSchema.enum = [...values, null]
    },
  })

/** The values of a property of answers. Later versions can have more of them, so the document leaves them open. */
export const answerChoice = <const T extends Values>(id: string, values: T) => z.enum(values).meta({ id })
