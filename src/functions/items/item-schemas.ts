import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { itemId, userId } from '../../domain/core/ids.ts'
import { toIso } from '../../domain/core/time.ts'
import { decidedOf, itemStates, type ItemDocument } from '../../domain/model/items/item.ts'
import type { DatastoreProblem } from '../../domain/model/datastores/datastore-problem.ts'
import type { ShownContent } from '../../domain/model/items/content-urls.ts'
import type { Stored } from '../../domain/ports/store.ts'
import type { ProjectDocument } from '../../domain/model/projects/project.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'
import { etagField } from '../http/etag-schema.ts'
import { datastoreProblemField, missingField, showUrls, urlFields } from './content-schemas.ts'
import { headerShape, showHeader } from './header-schemas.ts'
import { otherLabelFields } from './label-schemas.ts'
import { createShowLabel } from './show-label.ts'

const time = z.iso.datetime().meta({ example: '2026-10-01T08:30:00.000Z' })
const labels = z.array(z.string()).meta({
  description: 'The class paths. Empty in a multi-label project if no class applies.',
  example: ['Animal/Cat'],
})

const unapproval = z
  .object({
    by: userId.meta({ description: 'The object id of the user who took the approval back' }),
    at: time.meta({ description: 'The time at which it was taken back' }),
    approvedBy: userId.meta({ description: 'The object id of the user who had approved the label' }),
    approvedAt: time.meta({ description: 'The time of the approval' }),
  })
  .meta({ id: 'Unapproval', description: 'An approval of the answer that was taken back' })
const unapprovals = z.array(unapproval).optional().meta({
  description:
    'The approvals of this answer that were taken back, oldest first; the newest 4. Absent if there are none',
})

const pastAnswerFields = {
  labels: labels.optional().meta({ description: 'The class paths of the answer. Absent if it was a skip.' }),
  skipped: z.boolean().optional().meta({ description: 'True if the answer was a skip; absent otherwise' }),
  reason: z.string().optional().meta({ description: 'The reason of the skip' }),
  by: userId.meta({ description: 'The object id of the user who gave the answer' }),
  at: time.meta({ description: 'The time of the answer' }),
  approvedBy: userId.optional().meta({ description: 'The object id of the user who approved it' }),
  approvedAt: time.optional().meta({ description: 'The time of the approval' }),
  unapprovals,
  endedAt: time.meta({ description: 'The time at which it was replaced or taken back' }),
  endedBy: userId.meta({
    description: 'The object id of the user who ended it; `refresh` if a changed file did',
  }),
  action: answerChoice('PastAnswerAction', ['Rejected', 'Relabeled', 'Requeued']).meta({
    description: 'Rejected: by a reviewer. Relabeled: a reviewer replaced it. Requeued: the file changed.',
  }),
  comment: z.string().optional().meta({ description: 'The comment of the reviewer' }),
}

const itemFields = {
  id: itemId.meta({ description: 'The item id; opaque' }),
  etag: etagField,
  path: z
    .string()
    .meta({ description: 'The path of the file in the datastore', example: 'animals/cat-0001.png' }),
  state: answerChoice('ItemStateValue', itemStates).meta({ description: 'The state of the item' }),
  labels: labels.meta({
    description: 'The class paths of the current answer. Empty without an answer, or if no class applies.',
  }),
  skipReason: z.string().optional().meta({ description: 'Of a skipped item: the reason, if one was given' }),
  labeledBy: userId
    .optional()
    .meta({ description: 'The object id of the user who gave the current answer, a label or a skip' }),
  labeledAt: time.optional().meta({ description: 'The time of the current answer' }),
  approvedBy: userId.optional().meta({ description: 'The object id of the user who approved the label' }),
  approvedAt: time.optional().meta({ description: 'The time of the approval' }),
  removedBy: userId.optional().meta({
    description:
      'Of a removed item: the user who removed it or accepted its skip. Absent in items that version 0.1.0 removed',
  }),
  removedAt: time.optional().meta({ description: 'The time of the removal' }),
  ...urlFields,
  ...headerShape,
  size: z.number().int().meta({ description: 'Bytes' }),
  missing: missingField,
  changed: z.boolean().optional().meta({
    description:
      'True if the content of the file changed after the item was labeled. Approving, rejecting or labeling the item clears it.',
  }),
}

const toUnapprovals = ({ unapproved }: Pick<ItemDocument, 'unapproved'>) =>
  unapproved?.map(({ by, at, approved }) => ({
    by,
    at: toIso(at),
    approvedBy: approved.by,
    approvedAt: toIso(approved.at),
  }))

/** The schemas of items, with the label fields of all task types, and the conversion of items to them. */
export const createItemSchemas = (tasks: Tasks) => {
  const extraLabelFields = otherLabelFields(tasks)
  const pastAnswerBody = z
    .object({ ...pastAnswerFields, ...extraLabelFields })
    .meta({ id: 'PastAnswer', description: 'An earlier answer and the action that ended it' })
  const itemBody = z
    .object({ ...itemFields, ...extraLabelFields })
    .meta({ id: 'Item', description: 'One item and its state' })
  const itemDetailBody = z
    .object({
      ...itemFields,
      ...extraLabelFields,
      datastoreProblem: datastoreProblemField,
      unapprovals,
      history: z.array(pastAnswerBody).meta({ description: 'The earlier answers, oldest first' }),
    })
    .meta({
      id: 'ItemDetail',
      description:
        'One item with its earlier answers, oldest first. The history keeps the newest 50, and drops the oldest comments and reasons when it is longer than 20 KiB; the audit keeps each comment.',
    })

  const labelFields = createShowLabel(tasks)

  const toItem = (
    project: ProjectDocument,
    { document: item, etag }: Stored<ItemDocument>,
    content: ShownContent | undefined,
  ) => {
    const decided = decidedOf(item)
    const { approved } = item
    const removed = item.state === 'removed' ? (item.removal ?? item.skipAccepted) : undefined
    return {
      id: item.id,
      etag: writeEtag(etag),
      path: item.path,
      state: item.state,
      ...labelFields(project, decided),
      skipReason: decided?.type === 'Skip' ? decided.reason : undefined,
      labeledBy: decided?.by,
      labeledAt: decided && toIso(decided.at),
      approvedBy: approved?.by,
      approvedAt: approved && toIso(approved.at),
      removedBy: removed?.by,
      removedAt: removed && toIso(removed.at),
      ...showUrls(content),
      ...showHeader(item, content),
      size: item.file.size,
      missing: item.missing,
      changed: item.changed,
    }
  }

  const toPastAnswer = (
    project: ProjectDocument,
    { decision, approved, unapproved, endedAt, endedBy, action, comment }: ItemDocument['history'][number],
  ) => ({
    ...(decision.type === 'Label'
      ? labelFields(project, decision)
      : { skipped: true, ...(decision.reason === undefined ? {} : { reason: decision.reason }) }),
    by: decision.by,
    at: toIso(decision.at),
    approvedBy: approved?.by,
    approvedAt: approved && toIso(approved.at),
    unapprovals: toUnapprovals({ unapproved }),
    endedAt: toIso(endedAt),
    endedBy,
    action,
    comment,
  })

  return {
    itemBody,
    itemDetailBody,
    toItem,
    toItemDetail: (
      project: ProjectDocument,
      item: Stored<ItemDocument>,
      content: ShownContent | undefined,
      datastoreProblem: DatastoreProblem | undefined,
    ) => ({
      ...toItem(project, item, content),
      datastoreProblem,
      unapprovals: toUnapprovals(item.document),
      history: item.document.history.map((past) => toPastAnswer(project, past)),
    }),
  }
}

export type ItemSchemas = ReturnType<typeof createItemSchemas>
