import { z } from 'zod'

/** A query parameter with the value `true` or `false`; false if it is absent. */
export const queryFlag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true')
