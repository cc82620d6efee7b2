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
      .meta({ description: 'The path of the value in the request', example: 'labelClasses[0].name' }),
  })
  .meta({ id: 'ErrorDetail' })

export const errorBody = z
  .object({
    error: z.object({
      code: z.enum(errorCodes).meta({ id: 'ErrorCode', description: 'The error codes; a closed list' }),
      message: z
        .string()
        .meta({ description: 'The problem and what to do next, for humans. Do not parse it.' }),
      target: z
        .string()
        .optional()
        .meta({ description: 'The property, parameter or header with the problem' }),
      details: z.array(detail).max(maxErrorDetails).optional(),
    }),
  })
  .meta({ id: 'Error' })
