import { z } from 'zod'

/** A parameter of a query that is `true` or `false`, and `false` if it is not given. */
export const queryFlag = (description: string) =>
  z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .meta({ description, enum: ['true', 'false'] })
