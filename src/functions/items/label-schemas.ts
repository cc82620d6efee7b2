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

/** The most milliseconds that a labeler can report for one answer. */
const maxActiveMs = 600_000

type Fields = Readonly<Record<string, unknown>>

const isEmpty = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0)

/** The fields that are set, in their order: the order is part of the stored hash of a submit. */
const definedFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/**
 * One object for the label fields of all task types. With one kind of fields they are as its task type has them; with
 * several all are optional, and the task type of the project refuses fields that are missing.
 */
const labelShape = (schemas: readonly z.ZodObject[]): Readonly<Record<string, z.ZodType>> => {
  const [first, ...others] = schemas
  if (!first) throw new Error('No task type is registered')
  if (others.length === 0) return first.shape
  const fields = schemas.flatMap(({ shape }) => Object.entries(shape))
  return Object.fromEntries(fields.map(([name, schema]) => [name, z.optional(schema)]))
}

/** The request schemas of answers and labels, for all task types. */
export const createLabelSchemas = (tasks: Tasks) => {
  const shape = labelShape(distinctLabelSchemas(tasks))
  const names = Object.keys(shape)
  const optionalShape = Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, z.optional(schema)]),
  )
  const answer = z
    .strictObject({
      item: itemId.meta({ description: 'The id of the item' }),
      ...optionalShape,
      skip: z
        .boolean()
        .optional()
        .meta({ description: 'True to skip the item: the answer then has no label' }),
      reason: z
        .string()
        .max(1000)
        .optional()
        .meta({ description: 'Of a skip only: the reason, for the reviewer' }),
      activeMs: z.number().int().min(0).max(maxActiveMs).optional().meta({
        description:
          'The milliseconds that the labeler worked on this item, without pauses of more than a minute. `GET …/my-numbers` and `GET …/statistics` sum them up',
      }),
    })
    .superRefine(({ skip, reason, item: _item, activeMs: _activeMs, ...label }, context) => {
      const given = Object.entries(label).filter(
        ([, value]) => !(skip === true ? isEmpty(value) : value === undefined),
      )
      if (skip === true && given.length > 0)
        context.addIssue({
          code: 'unrecognized_keys',
          keys: given.map(([name]) => name),
          input: label,
        })
      if (skip !== true && reason !== undefined)
        context.addIssue({ code: 'unrecognized_keys', keys: ['reason'], input: { reason } })
      if (skip !== true && given.length === 0)
        context.addIssue({
          code: 'custom',
          path: names.slice(0, 1),
          message: `An answer has ${names.join(' and ')}, or skip with the value true`,
          input: undefined,
        })
    })
    .transform(({ item, skip, reason, activeMs, ...label }) => ({
      item,
      ...(skip === true ? { skip, ...definedFields({ reason }) } : definedFields(label)),
      ...(activeMs === undefined ? {} : { activeMs }),
    }))
    .meta({ id: 'Answer', description: 'The label of one item, or a skip' })
  return {
    answers: z.array(answer).min(1).max(maxPageSize).meta({
      description: 'One answer for each item of the page that has none yet; with `partial` for some of them',
    }),
    labelBody: z
      .strictObject(shape)
      .meta({ id: 'LabelRequest', description: 'The label that replaces the answer of the item' }),
  }
}

export type LabelSchemas = ReturnType<typeof createLabelSchemas>
