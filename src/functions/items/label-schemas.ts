import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { maxPageSize } from '../../domain/tasks/limits.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'

/** Task types whose labels have the same fields share the schema, and the API has it once. */
const distinctWires = (tasks: Tasks): readonly z.ZodObject[] => [
  ...new Set(tasks.all.map(({ wire }) => wire)),
]

/** The fields of labels beside `labels`, which items of every task type have: their classes. */
export const otherLabelFields = (tasks: Tasks): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    distinctWires(tasks)
      .flatMap(({ shape }) => Object.entries(shape))
      .filter(([field]) => field !== 'labels')
      .map(([field, schema]) => [field, z.optional(schema)]),
  )

const oneOf = (schemas: readonly z.ZodObject[]): z.ZodType<Readonly<Record<string, unknown>>> => {
  const [first, ...others] = schemas
  if (!first) throw new Error('There is no task type')
  return others.length === 0 ? first : z.union([first, ...others])
}

/** The schemas of what people answer. */
export const createLabelSchemas = (tasks: Tasks) => {
  const wires = distinctWires(tasks)
  const skip = z.strictObject({
    item: itemId,
    skip: z.literal(true),
    reason: z.string().max(1000).optional().meta({ description: 'Why, for the reviewer' }),
  })
  const answer = z
    .union([...wires.map(({ shape }) => z.strictObject({ item: itemId, ...shape })), skip])
    .meta({ id: 'Answer', description: 'The classes of one item, or that it is skipped' })
  return {
    submitBody: z
      .strictObject({
        answers: z
          .array(answer)
          .min(1)
          .max(maxPageSize)
          .meta({ description: 'One for each item of the page' }),
      })
      .meta({ id: 'SubmitRequest' }),
    labelBody: oneOf(wires).meta({ id: 'LabelRequest' }),
  }
}

export type LabelSchemas = ReturnType<typeof createLabelSchemas>
