import { z } from 'zod'
import type { Warning } from '../../domain/core/warning.ts'

const warning = z
  .object({
    code: z.string().meta({
      description: 'The kind of the warning. The list is open: a later version can have more.',
      example: 'ClassNameReadAsMissing',
    }),
    message: z.string().meta({ description: 'For humans: what will happen, and what to do' }),
    target: z.string().meta({ description: 'The field that the warning is about', example: 'labelClasses' }),
  })
  .meta({
    id: 'Warning',
    description: 'What is accepted, and will probably cause trouble later',
  })

/** @param about What the warnings are about, and where they are shown. */
export const warningsField = (about: string) =>
  z
    .array(warning)
    .optional()
    .meta({ description: `${about} Absent if there is none.` })

/** The field as it is sent. */
export const toWarnings = (warnings: readonly Warning[]): Warning[] | undefined =>
  warnings.length > 0 ? [...warnings] : undefined
