import { z } from 'zod'

const texts = z.enum(['true', 'false'])

/** A query parameter with the value `true` or `false`; false if it is absent. */
export const queryFlag = texts.default('false').transform((text) => text === 'true')

/** A query parameter with the value `true` or `false`; undefined if it is absent. */
export const optionalQueryFlag = texts.transform((text) => text === 'true').optional()
