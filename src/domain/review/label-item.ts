import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { relabelItem } from '../model/items/change-item.ts'
import { findItem } from '../model/items/find-item.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { statesAllowing } from '../model/items/transitions.ts'
import { writeSegment } from '../model/items/write-segment.ts'
import type { Stored } from '../ports/store.ts'
import { taskContextOf } from '../tasks/task-context.ts'
import type { Tasks } from '../tasks/tasks.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'

/**
 * Replaces the decision of an item with the reviewer's own label. In a multi-label project the label may have no class.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ItemNotFound`, `PreconditionFailed`, `WrongItemState`, and the codes
 * of the task type's `refusals`
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
      readonly ifMatch: string
    },
  ): Promise<{ readonly project: ProjectDocument; readonly item: Stored<ItemDocument> }> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const { item: before, segment } = await findItem(store, project, input.item)
    checkMatch(before, input.ifMatch)
    const accepted = tasks.of(project).accept(input.label, taskContextOf(project, 'Reviewer'))
    if ('problem' in accepted) {
      const { code, message } = accepted.problem
      throw new DomainError(code, message, { target: Object.keys(input.label)[0] ?? 'body' })
    }
    const at = now()
    const after = relabelItem(before.document, accepted, caller.user, at)
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
    if (!written.ok) throw preconditionFailed()
    return { project, item: { document: after, etag: written.etags[0] ?? '' } }
  }

export type LabelItem = ReturnType<typeof labelItem>
