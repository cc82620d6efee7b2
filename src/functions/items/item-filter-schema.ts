import { z } from 'zod'
import { choice, optionalChoice } from '../../domain/core/choice.ts'
import { userId } from '../../domain/core/ids.ts'
import { itemStates, problems } from '../../domain/model/items/item.ts'

/** The longest path of a blob. */
const maxPath = 1024

const moment = z.iso
  .datetime()
  .max(40)
  .transform((text) => Date.parse(text))

/** The size of a stable random part of the items. */
export const sampleSchema = (number: z.ZodNumber | z.ZodCoercedNumber) => number.min(0.01).max(100).optional()
export const sampleText =
  'Only a pseudorandom part of the items that meet the filter, of this many percent: the same items each time, and a larger part contains the smaller ones'

const problemsOrAny = [...problems, 'any'] as const

/** `state` and `problem` of the filter in a query. */
export const queryChoices = {
  state: choice('ItemState', itemStates),
  problem: choice('ItemProblem', problemsOrAny),
}

/** The members of a filter of items, which are combined with AND. */
export const itemFilterFields = {
  state: optionalChoice('ItemState', itemStates).optional().meta({ description: 'Only items in this state' }),
  class: z
    .string()
    .min(1)
    .max(2048)
    .optional()
    .meta({ description: 'Only items with this class; a class path' }),
  labeler: userId
    .optional()
    .meta({ description: 'Only items with a current answer of this user; an object id' }),
  problem: optionalChoice('ItemProblem', problemsOrAny)
    .optional()
    .meta({ description: 'Only items with this problem; `any`: with any problem' }),
  missing: z
    .boolean()
    .optional()
    .meta({ description: 'Only items whose file is missing; false: only items whose file is there' }),
  changed: z.boolean().optional().meta({
    description: 'Only items whose file changed after they were labeled; false: only the others',
  }),
  removed: z.boolean().optional().meta({
    description:
      'Only items that are removed; false: only items that are not, which are those that `POST …/remove-items` with the same filter takes out',
  }),
  pathPrefix: z.string().min(1).max(maxPath).optional().meta({
    description:
      'Only items whose path begins with this text, such as a folder with its slash: `animals/2026/`',
  }),
  returned: z.boolean().optional().meta({
    description:
      'Only items that came back to the queue once, because an answer was rejected or the file changed, and are open or were answered again; false: only the others',
  }),
  from: moment
    .optional()
    .meta({ description: 'Only items whose current answer was given at this time or later' }),
  to: moment.optional().meta({ description: 'Only items whose current answer was given before this time' }),
}
