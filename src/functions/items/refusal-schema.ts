import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { itemId } from '../../domain/core/ids.ts'
import { taskProblemCodes } from '../../domain/tasks/task.ts'

const resultStatus = answerChoice('ResultStatus', ['Accepted', 'Refused']).meta({
  description: 'Accepted: the item is changed. Refused: it is not, and `error` has the reason.',
})

const refusal = z
  .object({
    code: answerChoice('RefusalCode', [
      'ItemNotOpen',
      'ItemLeasedToOther',
      'ItemChanged',
      'ItemChangedSince',
      'ItemNotFound',
      'WrongItemState',
      'AlreadyAnswered',
      'ForeignItem',
      ...taskProblemCodes,
    ]).meta({ description: 'An error code' }),
    message: z.string().meta({ description: 'The reason and what to do next, for humans' }),
    target: z.string().optional().meta({
      description: 'The field of the request that is wrong; absent if the item decides',
      example: 'answers[3].labels',
    }),
  })
  .meta({ id: 'Refusal', description: 'Why an item was refused' })

/** The fields of the result of one item, of an answer or of a review. */
export const itemResultFields = {
  item: itemId,
  status: resultStatus,
  error: refusal.optional().meta({ description: 'The reason of the refusal; absent if it was accepted' }),
}
