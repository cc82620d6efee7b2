import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { itemId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import type { MyAnswersListPage } from '../../domain/labeling/list-my-answers.ts'
import type { MyAnswer } from '../../domain/labeling/my-answer.ts'
import type { ShownContent } from '../../domain/model/items/content-urls.ts'
import type { ItemState } from '../../domain/model/items/item.ts'
import { seesPaths } from '../../domain/model/projects/sees-paths.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { showUrls, urlFields } from '../items/content-schemas.ts'
import { otherLabelFields } from '../items/label-schemas.ts'
import { createShowLabel } from '../items/show-label.ts'

const states = ['Labeled', 'Skipped', 'NeedsReview', 'Approved', 'Removed', 'Rejected'] as const

const stateOf: Readonly<Record<ItemState, (typeof states)[number]>> = {
  // An open item has no answer in force.
  unlabeled: 'Rejected',
  labeled: 'Labeled',
  skipped: 'Skipped',
  needsReview: 'NeedsReview',
  approved: 'Approved',
  removed: 'Removed',
}

/** The schema of a caller's own answers, with the label fields of all task types, and the conversion to it. */
export const createMyAnswerSchemas = (tasks: Tasks) => {
  const showLabel = createShowLabel(tasks)
  const myAnswerBody = z
    .object({
      item: itemId.meta({ description: 'The id of the item' }),
      path: z.string().optional().meta({
        description:
          'The path of the file in the datastore. Absent for Labelers, unless the project has `labelersSeePaths`',
        example: 'cats/1.png',
      }),
      labels: z
        .array(z.string())
        .optional()
        .meta({ description: 'The class paths of the answer. Absent if it was a skip.' }),
      skipped: z
        .boolean()
        .optional()
        .meta({ description: 'True if the answer was a skip; absent otherwise' }),
      reason: z.string().optional().meta({ description: 'The reason of the skip' }),
      ...otherLabelFields(tasks),
      at: z.iso.datetime().meta({ description: 'The time of the answer' }),
      state: answerChoice('MyAnswerState', states).meta({
        description:
          'Labeled, Skipped: not reviewed. Approved: a reviewer approved the label. NeedsReview: a reviewer decides. Removed: the item was taken out of the project. Rejected: a reviewer rejected the answer.',
      }),
      endedAt: z.iso
        .datetime()
        .optional()
        .meta({ description: 'Of a rejected answer: the time of the rejection' }),
      comment: z
        .string()
        .optional()
        .meta({ description: 'Of a rejected answer: the comment of the reviewer' }),
      ...urlFields,
    })
    .meta({ id: 'MyAnswer', description: 'An answer of the caller' })

  const toMyAnswer = (
    { project, role }: Pick<MyAnswersListPage, 'project' | 'role'>,
    { item, answer, rejected }: MyAnswer,
    content: ShownContent | undefined,
  ) => ({
    item: item.id,
    path: seesPaths(project, role) ? item.path : undefined,
    ...(answer.type === 'Label' ? showLabel(project, answer) : { skipped: true, reason: answer.reason }),
    at: toIso(answer.at),
    state: rejected ? ('Rejected' as const) : stateOf[item.state],
    endedAt: rejected && toIso(rejected.at),
    comment: rejected?.comment,
    ...showUrls(content),
  })

  return { myAnswerBody, toMyAnswer }
}

export type MyAnswerSchemas = ReturnType<typeof createMyAnswerSchemas>
