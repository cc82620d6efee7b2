import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { itemStates, problems, type Answer, type ItemDocument } from '../../domain/model/items/item.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })
const labels = z.array(z.string()).meta({
  description: 'Classes by their path. Empty in a multi-label project: none holds.',
  example: ['Animal/Cat'],
})

const pastAnswerBody = z
  .object({
    labels: labels.optional(),
    skipped: z.literal(true).optional(),
    reason: z.string().optional(),
    by: z.string().meta({ description: 'Who had answered' }),
    at: time,
    approvedBy: z.string().optional(),
    approvedAt: time.optional(),
    endedAt: time,
    endedBy: z.string(),
    action: z.enum(['Rejected', 'Relabeled', 'Requeued']),
    comment: z.string().optional(),
  })
  .meta({ id: 'PastAnswer', description: 'An answer that no longer holds, and how it ended' })

const itemFields = {
  id: itemId.meta({ description: 'Opaque' }),
  path: z.string().meta({ description: 'The file’s path in the datastore', example: 'animals/cat-0001.png' }),
  state: z.enum(itemStates),
  labels: labels.meta({
    description: 'The present answer; empty if there is none, or if it is that no class holds',
  }),
  skipReason: z.string().optional(),
  labeledBy: z.string().optional(),
  labeledAt: time.optional(),
  approvedBy: z.string().optional(),
  approvedAt: time.optional(),
  contentUrl: z
    .string()
    .meta({ description: 'Shows the image; valid for at least 10 minutes, no token needed' }),
  width: z.number().optional().meta({ description: 'Pixels, once the header was read' }),
  height: z.number().optional().meta({ description: 'Pixels, once the header was read' }),
  size: z.number().meta({ description: 'Bytes' }),
  problem: z.enum(problems).optional().meta({ description: 'Why the file may not be shown as an image' }),
  missing: z.boolean().optional().meta({ description: 'The file is gone from the datastore' }),
  changed: z.boolean().optional().meta({ description: 'The file changed after it was labeled' }),
}

export const itemBody = z.object(itemFields).meta({ id: 'Item', description: 'One data point and its state' })
export const itemDetailBody = z
  .object({ ...itemFields, history: z.array(pastAnswerBody) })
  .meta({ id: 'ItemDetail', description: 'One data point with all earlier answers, the oldest first' })

const answerOf = (answer: Answer, names: ReadonlyMap<string, string>) =>
  answer.type === 'Label'
    ? { labels: answer.label.classes.map((id) => names.get(id) ?? id) }
    : { skipped: true as const, ...(answer.reason === undefined ? {} : { reason: answer.reason }) }

export const toItem = (project: ProjectDocument, item: ItemDocument, contentUrl: string) => {
  const names = classNames(project.classes)
  const { answer, approved } = item
  return {
    id: item.id,
    path: item.path,
    state: item.state,
    labels: answer?.type === 'Label' ? answer.label.classes.map((id) => names.get(id) ?? id) : [],
    skipReason: answer?.type === 'Skip' ? answer.reason : undefined,
    labeledBy: answer?.by,
    labeledAt: answer && toIso(answer.at),
    approvedBy: approved?.by,
    approvedAt: approved && toIso(approved.at),
    contentUrl,
    width: item.width,
    height: item.height,
    size: item.file.size,
    problem: item.problem,
    missing: item.missing,
    changed: item.changed,
  }
}

export const toItemDetail = (project: ProjectDocument, item: ItemDocument, contentUrl: string) => {
  const names = classNames(project.classes)
  return {
    ...toItem(project, item, contentUrl),
    history: item.history.map(({ answer, approved, endedAt, endedBy, action, comment }) => ({
      ...answerOf(answer, names),
      by: answer.by,
      at: toIso(answer.at),
      approvedBy: approved?.by,
      approvedAt: approved && toIso(approved.at),
      endedAt: toIso(endedAt),
      endedBy,
      action,
      comment,
    })),
  }
}
