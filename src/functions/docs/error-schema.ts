import { z } from 'zod'
import { errorCodes, maxErrorDetails } from '../../domain/core/errors.ts'

const detail = z
  .object({
    code: z
      .string()
      .meta({ description: '`UnknownProperty`, `MissingProperty`, `InvalidValue`, or an error code' }),
    message: z.string(),
    target: z
      .string()
      .optional()
      .meta({ description: 'Where, as a path into the request', example: 'labelClasses[0].name' }),
  })
  .meta({ id: 'ErrorDetail' })

export const errorBody = z
  .object({
    error: z.object({
      code: z.enum(errorCodes).meta({ id: 'ErrorCode', description: 'The closed list of what can go wrong' }),
      message: z.string().meta({ description: 'For people: what is wrong and what to do next' }),
      target: z
        .string()
        .optional()
        .meta({ description: 'What it is about: a property, parameter or header' }),
      details: z.array(detail).max(maxErrorDetails).optional(),
    }),
  })
  .meta({ id: 'Error' })
