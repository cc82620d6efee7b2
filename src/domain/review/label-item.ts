import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkAbsent, checkMatch, preconditionFailed, requireMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ItemId, ProjectName, UserId } from '../core/ids.ts'
import { markOf } from '../core/request-seed.ts'
import { relabelItem } from '../model/items/change-item.ts'
import { findItem } from '../model/items/find-item.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { isLabeledWith } from '../model/items/recognize-change.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { statesAllowing } from '../model/items/transitions.ts'
import { writeSegment } from '../model/items/write-segment.ts'
import type { Stored } from '../ports/store.ts'
import { labelMeaning } from '../tasks/label-meaning.ts'
import { taskContextOf } from '../tasks/task-context.ts'
import type { Task } from '../tasks/task.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'

/** True if the item has this label by this user, so that labeling it again would change nothing but the history. */
const hasLabelOf = (
  task: Task,
  { state, changed, decision }: ItemDocument,
  by: UserId,
  meaning: string,
): boolean =>
  state === 'labeled' &&
  !changed &&
  decision?.source === 'Reviewer' &&
  decision.type === 'Label' &&
  decision.by === by &&
  labelMeaning(task, decision.label) === meaning

/**
 * Replaces the decision of an item with the reviewer's own label. In a multi-label project the label may have no class. A
 * repeated request is recognized by its ETag, user and label, whatever happened to the item later; and whatever its ETag, by
 * the label that the item has from this reviewer.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ItemNotFound`, `PreconditionRequired`, `PreconditionFailed`,
 * `WrongItemState`, and the codes of the task type's `refusals`
 */
export const labelItem =
  ({ store, now, newId, tasks }: Pick<Deps, 'store' | 'now' | 'newId'> & { readonly tasks: Tasks }) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly item: ItemId
      /** The fields of the label in the request. */
      readonly label: Readonly<Record<string, unknown>>
      readonly ifMatch: string | undefined
      readonly createOnly?: boolean
    },
  ): Promise<{ readonly project: ProjectDocument; readonly item: Stored<ItemDocument> }> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const found = await findItem(store, project, input.item)
    const { segment } = found
    checkAbsent(input.createOnly, false)
    const ifMatch = requireMatch(input.ifMatch)
    const task = tasks.of(project)
    const accepted = task.accept(input.label, taskContextOf(project, 'Reviewer'))
    if ('problem' in accepted) {
      const { code, message } = accepted.problem
      throw new DomainError(code, message, { target: Object.keys(input.label)[0] ?? 'body' })
    }
    const meaning = labelMeaning(task, accepted.label)
    const mark = ifMatch === '*' ? undefined : markOf('label', caller.user, ifMatch, meaning)
    const isDone = (item: ItemDocument): boolean =>
      isLabeledWith(item, mark) || hasLabelOf(task, item, caller.user, meaning)
    const findBehindFence = async (): Promise<Stored<ItemDocument>> => {
      if (store.canLag) await store.fence('items', segmentPartition(project.uid, segment))
      return (await findItem(store, project, input.item)).item
    }
    // What is answered without a write must not rest on an old read.
    const before = isDone(found.item.document) ? await findBehindFence() : found.item
    if (isDone(before.document)) return { project, item: before }
    checkMatch(before, ifMatch)
    const at = now()
    const after = relabelItem(before.document, accepted, caller.user, at, mark)
    if (!after)
      throw new DomainError(
        'WrongItemState',
        `The item is ${before.document.state}; only items that are ${statesAllowing('relabel').join(' or ')} can be labeled`,
      )
    const written = await writeSegment(
      store,
      { uid: project.uid, segment },
      [{ before, after }],
      [auditOperation(caller, project, { at, unique: newId() }, { action: 'LabelItem', items: [after.id] })],
    )
    if (written.ok) return { project, item: { document: after, etag: written.etags[0] ?? '' } }
    // Two copies of one request may run at the same time.
    const present = await findBehindFence()
    if (isDone(present.document)) return { project, item: present }
    throw preconditionFailed()
  }

export type LabelItem = ReturnType<typeof labelItem>
