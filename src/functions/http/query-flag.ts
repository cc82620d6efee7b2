import { z } from 'zod'

/** A query parameter that is `true` or `false`, and false if it is not given. */
export const queryFlag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
