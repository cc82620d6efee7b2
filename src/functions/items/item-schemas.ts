import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import {
  decidedOf,
  itemStates,
  problems,
  type Decided,
  type ItemDocument,
} from '../../domain/model/items/item.ts'
import { classNames } from '../../domain/model/labels/class-tree.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { otherLabelFields } from './label-schemas.ts'

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })
const labels = z.array(z.string()).meta({
  description: 'Classes by their path. Empty in a multi-label project: none holds.',
  example: ['Animal/Cat'],
})

const pastAnswerFields = {
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
}

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

/** The schemas of items, with the fields of every task type's labels, and the items in them. */
export const createItemSchemas = (tasks: Tasks) => {
  const others = otherLabelFields(tasks)
  const pastAnswerBody = z
    .object({ ...pastAnswerFields, ...others })
    .meta({ id: 'PastAnswer', description: 'An answer that no longer holds, and how it ended' })
  const itemBody = z
    .object({ ...itemFields, ...others })
    .meta({ id: 'Item', description: 'One data point and its state' })
  const itemDetailBody = z
    .object({ ...itemFields, ...others, history: z.array(pastAnswerBody) })
    .meta({ id: 'ItemDetail', description: 'One data point with all earlier answers, the oldest first' })

  const labelFields = (project: ProjectDocument, decided: Decided | undefined) => {
    const task = tasks.of(project)
    const names = classNames(project.classes)
    if (decided?.type !== 'Label') return { labels: [], ...task.noLabel }
    const classes = task.classesOf(decided.label).map((id) => names.get(id) ?? id)
    return { labels: classes, ...task.show(decided.label, names) }
  }

  const toItem = (project: ProjectDocument, item: ItemDocument, contentUrl: string) => {
    const decided = decidedOf(item)
    const { approved } = item
    return {
      id: item.id,
      path: item.path,
      state: item.state,
      ...labelFields(project, decided),
      skipReason: decided?.type === 'Skip' ? decided.reason : undefined,
      labeledBy: decided?.by,
      labeledAt: decided && toIso(decided.at),
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

  const toPastAnswer = (
    project: ProjectDocument,
    { decision, approved, endedAt, endedBy, action, comment }: ItemDocument['history'][number],
  ) => ({
    ...(decision.type === 'Label'
      ? labelFields(project, decision)
      : { skipped: true as const, ...(decision.reason === undefined ? {} : { reason: decision.reason }) }),
    by: decision.by,
    at: toIso(decision.at),
    approvedBy: approved?.by,
    approvedAt: approved && toIso(approved.at),
    endedAt: toIso(endedAt),
    endedBy,
    action,
    comment,
  })

  return {
    itemBody,
    itemDetailBody,
    toItem,
    toItemDetail: (project: ProjectDocument, item: ItemDocument, contentUrl: string) => ({
      ...toItem(project, item, contentUrl),
      history: item.history.map((past) => toPastAnswer(project, past)),
    }),
  }
}

export type ItemSchemas = ReturnType<typeof createItemSchemas>
