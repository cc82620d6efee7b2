import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { errorCodes, maxErrorDetails } from '../../domain/core/errors.ts'

const detail = z
  .object({
    code: z
      .string()
      .meta({ description: '`UnknownProperty`, `MissingProperty`, `InvalidValue`, or an error code' }),
    message: z.string().meta({ description: 'The problem and what to do next, for humans' }),
    target: z
      .string()
      .optional()
      .meta({ description: 'The path of the value in the request', example: 'labelClasses[0].name' }),
  })
  .meta({ id: 'ErrorDetail', description: 'One of the problems of a request' })

const code = answerChoice('ErrorCode', errorCodes).meta({
  description:
    'The kind of error, for programs. Later versions can add codes; the HTTP status always has a meaning.',
})

export const errorBody = z
  .object({
    error: z
      .object({
        code,
        message: z.string().meta({
          description: 'The problem and what to do next, for humans. Do not parse it.',
          // Exceptions of Kiota's clients have this text as their message.
          'x-ms-primary-error-message': true,
        }),
        target: z
          .string()
          .optional()
          .meta({ description: 'The property, parameter or header with the problem' }),
        details: z
          .array(detail)
          .max(maxErrorDetails)
          .optional()
          .meta({ description: 'The problems one by one, if there are several' }),
      })
      .meta({ id: 'ErrorBody', description: 'What is wrong with the request, or with the service' }),
  })
  .meta({ id: 'ErrorResponse', description: 'The response of every request that fails' })
