import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ItemDocument } from '../../domain/model/items/item.ts'
import { returnedOf, returnReasons } from '../../domain/model/items/returned-item.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { otherLabelFields } from '../items/label-schemas.ts'
import { createShowLabel } from '../items/show-label.ts'

/** What a page shows of the former answer of an item: the answer and the comment, and nobody's name. */
export const createReturnedSchema = (tasks: Tasks) => {
  const showLabel = createShowLabel(tasks)
  const returnedBody = z
    .object({
      why: answerChoice('ReturnReason', returnReasons).meta({
        description:
          '`Rejected`: a reviewer rejected the former answer. `FileChanged`: the file changed after it.',
      }),
      labels: z
        .array(z.string())
        .optional()
        .meta({ description: 'The class paths of the former answer. Absent if it was a skip.' }),
      skipped: z
        .boolean()
        .optional()
        .meta({ description: 'True if the former answer was a skip; absent otherwise' }),
      reason: z.string().optional().meta({ description: 'The reason of the skip' }),
      comment: z.string().optional().meta({ description: 'The comment of the reviewer' }),
      at: z.iso.datetime().meta({ description: 'The time at which the item came back' }),
      ...otherLabelFields(tasks),
    })
    .meta({
      id: 'ReturnedItem',
      description: 'Why the item is labeled again, with its former answer. Absent if it never had an answer.',
    })

  const toReturned = (project: ProjectDocument, item: ItemDocument) => {
    const returned = returnedOf(item)
    if (!returned) return undefined
    const { decision, comment, endedAt } = returned.past
    return {
      why: returned.why,
      ...(decision.type === 'Label'
        ? showLabel(project, decision)
        : { skipped: true, reason: decision.reason }),
      comment,
      at: toIso(endedAt),
    }
  }

  return { returnedBody, toReturned }
}
