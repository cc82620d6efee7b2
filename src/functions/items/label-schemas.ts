import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { maxPageSize } from '../../domain/tasks/limits.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'

/** The label schemas without duplicates: task types with the same label fields share one schema. */
const distinctLabelSchemas = (tasks: Tasks): readonly z.ZodObject[] => [
  ...new Set(tasks.all.map(({ wire }) => wire)),
]

/** The label fields other than `labels`, which all task types have. All of them are optional. */
export const otherLabelFields = (tasks: Tasks): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    distinctLabelSchemas(tasks)
      .flatMap(({ shape }) => Object.entries(shape))
      .filter(([field]) => field !== 'labels')
      .map(([field, schema]) => [field, z.optional(schema)]),
  )

const oneOf = (schemas: readonly z.ZodObject[]): z.ZodType<Readonly<Record<string, unknown>>> => {
  const [first, ...others] = schemas
  if (!first) throw new Error('No task type is registered')
  return others.length === 0 ? first : z.union([first, ...others])
}

/** The request schemas of answers and labels, for all task types. */
export const createLabelSchemas = (tasks: Tasks) => {
  const labelSchemas = distinctLabelSchemas(tasks)
  const skip = z.strictObject({
    item: itemId,
    skip: z.literal(true),
    reason: z.string().max(1000).optional().meta({ description: 'The reason, for the reviewer' }),
  })
  const answer = z
    .union([...labelSchemas.map(({ shape }) => z.strictObject({ item: itemId, ...shape })), skip])
    .meta({ id: 'Answer', description: 'The label of one item, or a skip' })
  return {
    submitBody: z
      .strictObject({
        answers: z
          .array(answer)
          .min(1)
          .max(maxPageSize)
          .meta({ description: 'One answer for each item of the page' }),
      })
      .meta({ id: 'SubmitRequest' }),
    labelBody: oneOf(labelSchemas).meta({ id: 'LabelRequest' }),
  }
}

export type LabelSchemas = ReturnType<typeof createLabelSchemas>
