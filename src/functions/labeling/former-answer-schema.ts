import { z } from 'zod'
import type { ItemOutcome } from '../../domain/model/items/item.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { otherLabelFields } from '../items/label-schemas.ts'
import { createShowLabel } from '../items/show-label.ts'

/** The answer of an item that was taken back with its page. */
export const createFormerAnswerSchema = (tasks: Tasks) => {
  const showLabel = createShowLabel(tasks)
  const formerAnswerBody = z
    .object({
      labels: z
        .array(z.string())
        .optional()
        .meta({ description: 'The class paths of the answer. Absent if it was a skip.' }),
      skipped: z.boolean().optional().meta({ description: 'True if it was a skip; absent otherwise' }),
      reason: z.string().optional().meta({ description: 'The reason of the skip' }),
      ...otherLabelFields(tasks),
    })
    .meta({
      id: 'FormerAnswer',
      description:
        'The answer that the reopening of the page took back. It is not stored: send it again, or another one. Absent for items of other pages.',
    })

  const toFormerAnswer = (project: ProjectDocument, answer: ItemOutcome | undefined) => {
    if (!answer) return undefined
    return answer.type === 'Label' ? showLabel(project, answer) : { skipped: true, reason: answer.reason }
  }

  return { formerAnswerBody, toFormerAnswer }
}
